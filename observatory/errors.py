"""What can go wrong, as sentences a user can act on.

ObservatoryError
├── Refused              the data break a rule; carries the field-level problems
├── NotFound             no such record
├── StaleVersion         somebody saved the record meanwhile
├── Cancelled            the user stopped a long work
├── WrongUse             the request itself makes no sense (an impossible period, an unknown audience)
├── NotAllowed           the member's role does not let do it
├── StepRefused          the course of a recommendation does not let it happen (in its package)
├── MinutesRefused       the course of a meeting’s minutes does not let it happen (in its package)
├── ImportRefused        a file or its mapping cannot be read
├── Unprotectable        a table cannot be released safely
├── Unprintable          a text cannot be set in the document’s typeface (in its package)
├── FileTrouble          the disk or a path says no
│   └── StoreBusy        another work is writing; the same again a moment later goes through
└── StoreError
    ├── NotAStore · NewerStore · DamagedStore · WrongPassphrase · TamperedStore · RolledBackStore · StoreInUse
    └── StoreExists
"""

from dataclasses import dataclass

from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field; `code` is stable (V1 … V12, `required` …), the sentence is for people.

    A `warning` is implausible and may be confirmed; anything else is impossible and refused.
    """

    field: str
    code: str
    message: Term
    warning: bool = False


class ObservatoryError(Exception):
    """An expected failure: one sentence in two languages, without any value from a record."""

    def __init__(self, message: Term) -> None:
        super().__init__(message.en)
        self.message = message


class Refused(ObservatoryError):
    """The data break a rule; nothing was changed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        wrong = sum(not problem.warning for problem in problems)
        sentence = _TO_CONFIRM if not wrong else _ONE_TO_CORRECT if wrong == 1 else _TO_CORRECT
        super().__init__(sentence.with_values(n=wrong))
        self.problems = problems


class NotFound(ObservatoryError):
    """No such record."""


class StaleVersion(ObservatoryError):
    """The record was saved by somebody else since it was read; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            Term(
                "La scheda è stata modificata nel frattempo: la sua versione non è stata registrata. "
                "La bozza è conservata; riaprire la scheda e confrontare.",
                "The record was changed meanwhile: your version was not recorded. "
                "The draft is kept; reopen the record and compare.",
            )
        )


class Cancelled(ObservatoryError):
    """The user stopped the work; nothing was left behind."""

    def __init__(self) -> None:
        super().__init__(Term("Operazione annullata: nulla è stato scritto.", "Cancelled: nothing was written."))


class WrongUse(ObservatoryError):
    """The request itself makes no sense."""


class NotAllowed(ObservatoryError):
    """The member's role does not let do it; nothing was changed and nothing was told."""


class ImportRefused(ObservatoryError):
    """A file, its columns or its mapping cannot be used; nothing was imported."""


class Unprotectable(ObservatoryError):
    """A table cannot be released without telling somebody's story; nothing was written."""


class FileTrouble(ObservatoryError):
    """The disk or a path says no."""


class StoreBusy(FileTrouble):
    """Another work is writing to the store; nothing was changed, the same again a moment later goes through."""


class StoreError(ObservatoryError):
    """The store cannot be opened or made; it was left as it is."""


class NotAStore(StoreError):
    """The folder holds no store."""


class StoreExists(StoreError):
    """The folder already holds a store; nothing was overwritten."""


class NewerStore(StoreError):
    """A newer version of the program made the store."""


class DamagedStore(StoreError):
    """Bytes of the store are not those that were written."""


class WrongPassphrase(StoreError):
    """The passphrase does not open the store."""


class TamperedStore(StoreError):
    """Somebody altered the store on purpose."""


class RolledBackStore(StoreError):
    """An older copy of a part of the store was put in place of the newest."""


class StoreInUse(StoreError):
    """Another process holds the store."""


_TO_CORRECT = Term(
    "Non registrato: {n} campi da correggere. Quanto scritto è conservato nella bozza.",
    "Not recorded: {n} fields to correct. What was typed is kept in the draft.",
)
_ONE_TO_CORRECT = Term(
    "Non registrato: un campo da correggere. Quanto scritto è conservato nella bozza.",
    "Not recorded: one field to correct. What was typed is kept in the draft.",
)
_TO_CONFIRM = Term(
    "Non ancora registrato: verificare gli avvisi e confermarli. Quanto scritto è conservato nella bozza.",
    "Not yet recorded: check the warnings and confirm them. What was typed is kept in the draft.",
)
