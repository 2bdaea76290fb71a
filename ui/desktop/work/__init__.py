"""The pages that say what waits, and how good the data are."""
