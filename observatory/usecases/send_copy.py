"""Make the copy of a summary that is sent to somebody: named, numbered, with its tables attached, closed if wished."""

from pathlib import Path
from typing import BinaryIO

from observatory.authorisation.rules import require
from observatory.errors import WrongUse
from observatory.ports import Store
from observatory.reports.copies import OPEN, Attachment, Closing, Copy, Sending
from observatory.reports.wording import title_of
from observatory.security.audit.entries import Act
from observatory.security.roles import Permission
from observatory.summary.content import Summary
from observatory.terms import Language, Term


def note_copy(store: Store, summary: Summary, copy: Copy) -> None:
    """Write down who gets which copy; what cannot be written down is not to leave.

    Raises `WrongUse` for a draft, which is not passed on, and `NotAllowed` for a member who makes no summaries.
    """
    require(store.member, Permission.SUMMARISE)
    if summary.cover.is_draft:
        raise WrongUse(_DRAFT)
    cover = summary.cover
    told = ("pdf", f"copy={copy.number}/{copy.of}", f"recipient={copy.recipient}")
    with store.begin() as unit:
        unit.audit.note(Act.EXPORT, f"summary/{cover.period_code}-{cover.audience_code}", told)
        unit.commit()


def write_copy(
    summary: Summary, language: Language, target: Path | BinaryIO, copy: Copy, closing: Closing = OPEN
) -> None:
    """Write the copy as PDF, whole or not at all; encrypted with a passphrase (in its normal form), signed with a key.

    Raises `FileTrouble`, `Unprintable`, and `WrongUse` for a key that does not open.
    """
    from observatory.reports.pdf import write_pdf  # noqa: PLC0415 - reportlab is loaded when first asked for

    write_pdf(summary, language, target, Sending(copy, _attachments(summary, language), closing))


def _attachments(summary: Summary, language: Language) -> tuple[Attachment, ...]:
    """The same tables as data, protected like those on the pages."""
    from observatory.exports.csv_tables import file_of, tables_as_csv  # noqa: PLC0415 - as above

    titles = {file_of(table): title_of(table).in_(language) for table in summary.tables}
    return tuple(
        Attachment(name, content, titles.get(name, _EXPLAINED.in_(language)))
        for name, content in tables_as_csv(summary).items()
    )


_EXPLAINED = Term("Codici e titoli delle tavole", "Codes and titles of the tables")
_DRAFT = Term(
    "Questa sintesi è una bozza: si invia solo ciò che confermano due membri di due Forze. Nulla è stato scritto.",
    "This summary is a draft: only what two members of two forces confirm is sent. Nothing was written.",
)
