"""Who opens the store, in which roles: seen and changed by whoever administers it."""
