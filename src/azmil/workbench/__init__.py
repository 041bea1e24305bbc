"""Building databases from seeds, and adding and attaching documents."""
