"""Strengths of the forces: the denominators."""
