"""The fields of a link between two cases. The recipe for adding one stands in `observatory/fields.py`."""

from observatory.fields import Entity, Field, Kind, Level
from observatory.links.case_link import CaseLink
from observatory.terms import Term

_LINK = Term("Collegamento", "Link")
_END = Term("Revoca", "Revocation")

CASE_LINK = Entity(
    "case_link",
    CaseLink,
    Term("Collegamento", "Link"),
    Term("Collegamenti", "Links"),
    (
        Field(
            name="case_a",
            label=Term("Primo caso", "First case"),
            kind=Kind.REFERENCE,
            entity="case",
            section=_LINK,
            required=True,
            level=Level.A2,
        ),
        Field(
            name="case_b",
            label=Term("Secondo caso", "Second case"),
            kind=Kind.REFERENCE,
            entity="case",
            section=_LINK,
            required=True,
            level=Level.A2,
        ),
        Field(
            name="kind",
            label=Term("Esito del confronto", "Kind of link"),
            kind=Kind.CODE,
            codelist="link_kind",
            section=_LINK,
            brief=Term("Esito", "Kind"),
            required=True,
            level=Level.A1,
        ),
        Field(
            name="basis",
            label=Term("Fondamento", "Basis"),
            kind=Kind.CODE,
            codelist="link_basis",
            section=_LINK,
            required=True,
            level=Level.A1,
        ),
        Field(
            name="force",
            label=Term("Forza che conferma", "Confirming force"),
            kind=Kind.CODE,
            codelist="force",
            section=_LINK,
            brief=Term("Forza", "Force"),
            level=Level.A1,
        ),
        Field(
            name="decided_on",
            label=Term("Deciso il", "Decided on"),
            kind=Kind.DATE,
            section=_LINK,
            required=True,
            level=Level.A1,
        ),
        Field(
            name="note",
            label=Term("Annotazione", "Remark"),
            kind=Kind.TEXT,
            section=_LINK,
            longest=300,
            level=Level.A1,
        ),
        Field(
            name="status",
            label=Term("Stato del collegamento", "Link status"),
            kind=Kind.CODE,
            codelist="link_status",
            section=_END,
            brief=Term("Stato", "Status"),
            required=True,
            level=Level.A1,
        ),
        Field(
            name="revoked_on",
            label=Term("Revocato il", "Revoked on"),
            kind=Kind.DATE,
            section=_END,
            level=Level.A1,
        ),
        Field(
            name="revoked_reason",
            label=Term("Motivo della revoca", "Reason for revoking"),
            kind=Kind.TEXT,
            section=_END,
            longest=300,
            level=Level.A1,
        ),
    ),
    {},
    (
        "decided_on",
        "kind",
        "basis",
        "force",
        "status",
    ),
    (
        "kind",
        "decided_on",
    ),
)
