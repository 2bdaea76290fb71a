"""The store: SQLCipher behind `observatory.ports`; the only SQLAlchemy, named by `ui.bootstrap` alone."""
