"""Unusual counts, each investigated and decided upon."""
