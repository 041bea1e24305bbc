"""Everything that writes: building databases from seeds, and describing and attaching documents."""
