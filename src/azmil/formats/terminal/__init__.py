"""Terminal output: folding to its width, escaping of control characters, and the pager."""
