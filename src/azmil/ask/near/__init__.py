"""Rows that an answer omits, and what is near an empty answer."""
