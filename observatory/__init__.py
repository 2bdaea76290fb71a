"""The Observatory's rule book: cases, interventions, meetings, their statistics and what may leave the office."""
