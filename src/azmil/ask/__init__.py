"""Own the questions: a report with filters, a timeline, one record, or a statement of the reader's."""
