"""Code lists, territory, translations, icons and fonts that the program carries with it."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(*parts: str) -> Traversable:
    """The packaged file at `parts` below this package."""
    return files(__name__).joinpath(*parts)
