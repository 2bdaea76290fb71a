"""Which files a store consists of, and whether a folder holds them: asked at the start, before anything is opened."""

from pathlib import Path

DATABASE = "vault.db"
WRITE_AHEAD_LOG = "vault.db-wal"
KEYS = "vault.keys"
SPARE_KEYS = "vault.keys.bak"
NEXT_KEYS = "vault.keys.next"
"""The key file of the database that is taking, or has just taken, the old one's place."""
NEW_DATABASE = "vault.db.new"
"""A database under new keys, until it takes the old one's place."""
OLD_COPIES = "vault-[0-9][0-9][0-9][0-9].db*"
"""Copies made before the tables were changed, by revision."""


def is_store(folder: Path) -> bool:
    """Whether the folder holds a database and keys, or at least their spare copy."""
    try:
        return (folder / DATABASE).is_file() and any((folder / name).is_file() for name in (KEYS, SPARE_KEYS))
    except OSError:
        return False
