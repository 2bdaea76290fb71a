"""Closes a file to whoever lacks the passphrase: AES with 256 bits, revision 6, as ISO 32000-2 has it."""

import io
import secrets

from pikepdf import Encryption, Pdf, Permissions

from observatory.reports.pdf.archive import saved

_OWNER_BYTES = 32
_ALLOWED = Permissions(
    accessibility=True,
    extract=False,
    modify_annotation=False,
    modify_assembly=False,
    modify_form=False,
    modify_other=False,
    print_lowres=True,
    print_highres=True,
)
"""Reading, listening and printing."""


def sealed(file: bytes, passphrase: str) -> bytes:
    """The file encrypted; never the same bytes twice.

    The owner's password is random and kept by nobody: with the reader's own, every reader would be the owner.
    """
    closed = Encryption(user=passphrase, owner=secrets.token_urlsafe(_OWNER_BYTES), R=6, allow=_ALLOWED)
    with Pdf.open(io.BytesIO(file)) as pdf:
        return saved(pdf, encryption=closed)
