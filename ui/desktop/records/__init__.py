"""Lists and forms of records, the same for every entity."""
