"""The few fixed words of a summary on paper or in a file: everything else comes with the content."""

from datetime import date

from observatory.periods import long_date
from observatory.reports.grid import Cell
from observatory.summary.content import (
    NO_CASES,
    REVISED,
    Confirmation,
    Cover,
    Figure,
    ObservationStatus,
    PublishedTable,
)
from observatory.summary.content import SIGNS as PRINTED
from observatory.terms import Language, Term, same

PUBLISHER = Term(
    "Osservatorio permanente interforze sul fenomeno suicidario", "Permanent Inter-force Observatory on Suicide"
)
CONTENTS = Term("Indice", "Contents")
MAIN_POINTS = Term("In evidenza", "Main points")
SIGNS = Term("Segni convenzionali", "Signs used in tables")
NOTES = Term("Nota metodologica", "Method and definitions")
CONTACTS = Term("Contatti di sostegno", "Support contacts")
TABLE = Term("Tavola", "Table")
FIGURE = Term("Figura", "Figure")
CONTINUED = Term("segue", "continued")
PART = Term("parte {n} di {all}", "part {n} of {all}")
PAGE = Term("pagina {n} di {all}", "page {n} of {all}")
PERIOD = Term("Periodo", "Period")
AUDIENCE = Term("Destinatari", "Audience")
AS_OF = Term("Dati aggiornati al", "Data as of")

_BEFORE_A_VOWEL = (8, 11)
"""Days whose Italian name begins with a vowel: «all’8», «all’11»."""
VINTAGE = Term("Stato dei dati", "Status of the data")
ISSUE = Term("Edizione", "Issue")
LOG = Term("Registro dell’archivio", "Log of the store")
MARKING = Term("Contrassegno", "Marking")
DIGEST = Term("Impronta del contenuto", "Content digest")
NUMBER = Term("n. {n}", "no. {n}")
SYNTHETIC = Term("Dati sintetici", "Synthetic data")
SYNTHETIC_WHY = Term(
    "Numeri generati per dimostrazione: non descrivono persone né eventi reali.",
    "Numbers generated for demonstration: they describe no real person or event.",
)
CONFIRMATION = Term("Conferma", "Confirmation")
DRAFT = Term("Bozza: non confermata da un secondo membro", "Draft: not confirmed by a second member")
DRAFT_WHY = Term(
    "Da non diffondere: esce dall’Osservatorio solo ciò che confermano due membri di due Forze.",
    "Not to be passed on: only what two members of two forces confirm leaves the Observatory.",
)
_CONFIRMATIONS = {
    Confirmation.DRAFT: DRAFT,
    Confirmation.CONFIRMED: Term("Confermata da due membri di due Forze", "Confirmed by two members of two forces"),
}


SPOKEN = {
    NO_CASES: Term("nessun caso", "no cases"),
    PRINTED[ObservationStatus.SUPPRESSED]: Term(
        "dato oscurato per la riservatezza", "value hidden for confidentiality"
    ),
    PRINTED[ObservationStatus.MISSING]: Term("dato non noto", "value not known"),
    PRINTED[ObservationStatus.NOT_MEANINGFUL]: Term("non significativo", "not meaningful"),
    PRINTED[ObservationStatus.UNRELIABLE]: Term("poco affidabile", "unreliable"),
    PRINTED[ObservationStatus.PROVISIONAL]: Term("provvisorio", "provisional"),
    PRINTED[ObservationStatus.ESTIMATED]: Term("stima", "estimate"),
}
"""What is said for a sign to whoever listens."""
_REVISED = Term("modificato", "changed")


def title_of(block: PublishedTable | Figure) -> Term:
    """`Tavola T1a – Eventi per tipo`."""
    word = TABLE if isinstance(block, PublishedTable) else FIGURE
    return Term("{word} {id} – {title}", "{word} {id} – {title}").with_values(word=word, id=block.id, title=block.title)


def spoken(cell: Cell, language: Language) -> str:
    """What is said for a cell that prints a sign or a flag; empty where a plain number speaks for itself."""
    flag, changed = cell.flag.removesuffix(REVISED), cell.flag.endswith(REVISED)
    if cell.text not in SPOKEN and not cell.flag:
        return ""
    number = SPOKEN[cell.text].in_(language) if cell.text in SPOKEN else cell.text
    flags = [SPOKEN[flag].in_(language)] if flag else []
    return ", ".join([number, *flags, *([_REVISED.in_(language)] if changed else [])])


def particulars(cover: Cover) -> tuple[tuple[Term, Term], ...]:
    """What the cover and the read-me say about the issue, as name and value."""
    return (
        (AS_OF, long_date(cover.as_of)),
        (VINTAGE, cover.vintage),
        (ISSUE, NUMBER.with_values(n=cover.issue)),
        (AUDIENCE, cover.audience),
        (MARKING, cover.marking),
        *(((CONFIRMATION, told),) if (told := _CONFIRMATIONS.get(cover.confirmation)) else ()),
        *(((LOG, same(cover.fingerprint)),) if cover.fingerprint else ()),
    )


def locale_of(language: Language) -> Term:
    """The language tag documents carry."""
    return same({Language.IT: "it-IT", Language.EN: "en-GB"}[language])


def as_of_sentence(day: date) -> Term:
    """«Dati aggiornati al 15 febbraio 2026», «all’8 …»."""
    sentence = _AS_OF_VOWEL if day.day in _BEFORE_A_VOWEL else _AS_OF
    return sentence.with_values(day=long_date(day))


_AS_OF = Term("Dati aggiornati al {day}", "Data as of {day}")
_AS_OF_VOWEL = Term("Dati aggiornati all’{day}", "Data as of {day}")
