"""The grid of forces: where each stands with each recommendation, and the steps that lead on."""
