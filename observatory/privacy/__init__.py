"""What keeps people out of the records: person codes, the identifier finder, the wording linter, silent tracebacks."""
