"""What answers look like on a terminal: folded to its width, safe to print, through a pager where they are long."""
