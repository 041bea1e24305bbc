"""Terminal output: folding text, escaping control characters, and the pager."""
