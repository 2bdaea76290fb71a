"""Single questions to the store: choices at the left, the protected answer at the right."""
