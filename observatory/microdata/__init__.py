"""Records that leave one by one: equal in groups of k, diverse, with as little lost as can be."""
