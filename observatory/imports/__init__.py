"""Taking in a foreign register: a saved mapping, cell checks with coded errors, and counts that add up."""
