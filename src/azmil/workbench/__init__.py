"""Building of databases from seeds, and adding and attaching of documents."""
