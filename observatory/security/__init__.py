"""Keys and what they seal: passphrases, the key file, narratives. Composed from `cryptography`, no own primitives."""
