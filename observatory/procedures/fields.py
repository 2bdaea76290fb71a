"""The fields of shared instruments. The recipe for adding one stands in `observatory/fields.py`."""

from observatory.fields import Entity, Field, Kind
from observatory.procedures.procedure import Procedure, ProcedureVersion
from observatory.terms import Term

_PROCEDURE = Term("Documento condiviso", "Shared instrument")
_VERSION = Term("Versione", "Version")

PROCEDURE_VERSION = Entity(
    "procedure_version",
    ProcedureVersion,
    Term("Versione", "Version"),
    Term("Versioni", "Versions"),
    (
        Field(
            name="number",
            label=Term("Numero", "Number"),
            kind=Kind.INTEGER,
            section=_VERSION,
            required=True,
            minimum=1,
            maximum=999,
        ),
        Field(
            name="adopted_on",
            label=Term("Adottata il", "Adopted on"),
            kind=Kind.DATE,
            section=_VERSION,
        ),
        Field(
            name="valid_from",
            label=Term("Valida dal", "Valid from"),
            kind=Kind.DATE,
            section=_VERSION,
            may_be_future=True,
        ),
        Field(
            name="valid_to",
            label=Term("Valida fino al", "Valid to"),
            kind=Kind.DATE,
            section=_VERSION,
            may_be_future=True,
        ),
        Field(
            name="summary",
            label=Term("Contenuto in sintesi", "Summary"),
            kind=Kind.TEXT,
            section=_VERSION,
            longest=1000,
        ),
        Field(
            name="reference",
            label=Term("Documento di riferimento", "Reference document"),
            kind=Kind.TEXT,
            section=_VERSION,
        ),
        Field(
            name="decision_id",
            label=Term("Decisione", "Decision"),
            kind=Kind.TEXT,
            section=_VERSION,
            automatic=True,
        ),
    ),
    {},
    (
        "number",
        "adopted_on",
        "valid_from",
        "valid_to",
    ),
)

PROCEDURE = Entity(
    "procedure",
    Procedure,
    Term("Documento condiviso", "Shared instrument"),
    Term("Documenti condivisi", "Shared instruments"),
    (
        Field(
            name="kind",
            label=Term("Tipo di documento", "Kind of instrument"),
            kind=Kind.CODE,
            codelist="procedure_kind",
            section=_PROCEDURE,
            brief=Term("Tipo", "Kind"),
            required=True,
        ),
        Field(
            name="title",
            label=Term("Titolo", "Title"),
            kind=Kind.TEXT,
            section=_PROCEDURE,
            required=True,
        ),
        Field(
            name="forces",
            label=Term("Forze aderenti", "Adhering forces"),
            kind=Kind.CODES,
            codelist="force",
            section=_PROCEDURE,
            brief=Term("Forze", "Forces"),
        ),
        Field(
            name="adopted_on",
            label=Term("Prima adozione", "First adopted on"),
            kind=Kind.DATE,
            section=_PROCEDURE,
            brief=Term("Data", "Date"),
        ),
        Field(
            name="status",
            label=Term("Stato", "Status"),
            kind=Kind.CODE,
            codelist="procedure_status",
            section=_PROCEDURE,
            required=True,
        ),
    ),
    {"versions": PROCEDURE_VERSION},
    (
        "adopted_on",
        "kind",
        "title",
        "forces",
        "status",
    ),
    (
        "kind",
        "title",
    ),
)
