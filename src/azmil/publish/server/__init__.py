"""Serving a knowledge base as web pages and JSON: read-only, each page from a few statements."""
