"""Anonymised statistics as files: a spreadsheet for people, tidy CSV for programs; hidden values are never written."""
