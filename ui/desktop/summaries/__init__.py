"""The summary, looked at and written out."""
