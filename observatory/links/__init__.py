"""Links between cases: decisions that can be revoked, never merges."""
