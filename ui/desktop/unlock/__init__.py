"""Opening and making a store."""
