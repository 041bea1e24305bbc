"""Queries: reports with filters, timelines, searches, records, and the user's SQL."""
