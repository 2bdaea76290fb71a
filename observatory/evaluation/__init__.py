"""Whether a recommendation worked: indicators fixed beforehand, and their measurements."""
