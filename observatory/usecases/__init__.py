"""What members do, as verbs: each takes plain values and a store, checks, changes, and says what changed."""
