"""Taking a foreign register in: tried first, looked at row by row, then imported in one transaction."""
