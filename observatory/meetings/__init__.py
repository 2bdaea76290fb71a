"""Inter-force meetings: agenda, decisions, action items; roles and forces, never names."""
