"""Official names and sentences in the Observatory's two languages."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language of the interface; Italian comes first."""

    IT = "it"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Term:
    """One name or sentence in both languages; `{placeholders}` are filled by `with_values`."""

    it: str
    en: str

    def in_(self, language: Language) -> str:
        return self.it if language is Language.IT else self.en

    def with_values(self, **values: object) -> "Term":
        """The same sentence with its placeholders filled; a `Term` among the values is filled per language."""

        def filled(text: str, language: Language) -> str:
            return text.format(**{k: v.in_(language) if isinstance(v, Term) else v for k, v in values.items()})

        return Term(filled(self.it, Language.IT), filled(self.en, Language.EN))


def same(text: str) -> Term:
    """A name that reads the same in both languages."""
    return Term(text, text)
