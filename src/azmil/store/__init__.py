"""The database that azmil reads and writes."""
