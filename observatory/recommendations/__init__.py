"""Recommendations to the forces, and what each of them answers and does."""
