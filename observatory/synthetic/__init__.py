"""The synthetic sample store: invented records whose totals follow published aggregates, the same for the same seed."""
