"""A short mapping to start from, shown where the result of a dry run will be."""

from observatory.terms import Language, Term

FILE_NAME = "register.toml"
_COMMENT_COLUMN = 38

_LINES: tuple[tuple[str, Term | None], ...] = (
    ('name = "my-register"', Term("non va più cambiato: ricorda le righe", "never change it: it remembers rows")),
    ('entity = "case"', Term("o intervention, meeting, strength", "or intervention, meeting, strength")),
    ('key = "file_no"', Term("colonna che nomina la riga", "the column that names a row")),
    ('known_on = ["registered"]', Term("da quando il caso è noto", "since when the case is known")),
    ('date_format = "%d/%m/%Y"', None),
    ('delimiter = ";"', None),
    ('drop = ["surname"]', Term("colonne lette e buttate", "columns read and thrown away")),
    ("", None),
    ("[constants]", Term("uguali in ogni riga", "the same in every row")),
    ('status = "CO"', None),
    ('event_type = "SU"', None),
    ('outcome = "DE"', None),
    ('precision = "M"', None),
    ('method = "NN"', None),
    ('macro_region = "NN"', None),
    ('rank_category = "NN"', None),
    ('position = "IS"', None),
    ('place = "NN"', None),
    ('on_duty = "NC"', None),
    ('homicide_suicide = "NC"', None),
    ('prior_firearm_measure = "NN"', None),
    ('prior_attempts = "NC"', None),
    ('service_contact = "NN"', None),
    ("", None),
    ("[[column]]", Term("una per ogni campo da riempire", "one for each field to fill")),
    ('from = "death"', None),
    ('to = "month"', Term("di una data resta solo il mese", "of a date only the month is kept")),
    ("", None),
    ("[[column]]", None),
    ('from = "registered"', None),
    ('to = "status_date"', None),
    ("", None),
    ("[[column]]", None),
    ('from = "corps"', None),
    ('to = "force"', None),
    ('values = { police = "PS", carabinieri = "CC" }', Term("valore estraneo → codice", "foreign value → code")),
    ("", None),
    ("[[column]]", None),
    ('from = "sex"', None),
    ('to = "sex"', None),
    ('values = { male = "M", female = "F" }', None),
    ('blank = "NN"', Term("cella vuota", "an empty cell")),
    ("", None),
    ("[[column]]", None),
    ('from = "age"', None),
    ('to = "age_band"', None),
    ('bands = [[18, 24, "E1"], [25, 34, "E2"], [35, 44, "E3"], [45, 54, "E4"], [55, 59, "E5"], [60, 99, "E6"]]', None),
)


def example(language: Language) -> str:
    """The whole mapping with its comments in a language."""
    return "".join(_line(text, comment, language) for text, comment in _LINES)


def _line(text: str, comment: Term | None, language: Language) -> str:
    return f"{text.ljust(_COMMENT_COLUMN)}# {comment.in_(language)}\n" if comment else f"{text}\n"
