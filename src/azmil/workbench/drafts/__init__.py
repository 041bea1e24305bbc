"""Drafts: records made from a few fields, checked and written to users' seed files."""
