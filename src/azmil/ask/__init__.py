"""Questions and their answers: reports with filters, timelines, searches, records, and SQL of users."""
