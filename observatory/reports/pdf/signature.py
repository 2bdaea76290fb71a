"""Signs a finished file with a member's certificate: PAdES baseline B-B (ETSI EN 319 142-1), without a visible field.

The library is an extra of the program (`pip install osservatorio[sign]`) and is loaded only here. Nothing is fetched:
no time stamp, no revocation list. A signature from a card or a remote service is put on afterwards, by its own program.
"""

import io
from typing import TYPE_CHECKING

from observatory.errors import WrongUse
from observatory.reports.copies import Signing, refuse_without_library
from observatory.terms import Term

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner


def refuse_key(signing: Signing) -> None:
    """Raise `WrongUse` for a key that does not open, before any long work."""
    refuse_without_library()
    _signer(signing)


def signed(file: bytes, signing: Signing, passphrase: str) -> bytes:
    """The file with a signature after which nothing may change; `passphrase` opens an encrypted file.

    Raises `WrongUse` where the extra is missing, or where the key's file cannot be opened.
    """
    refuse_without_library()
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - the extra, when asked
    from pyhanko.sign import fields, signers  # noqa: PLC0415 - as above

    signer = _signer(signing)
    writer = IncrementalPdfFileWriter(io.BytesIO(file))
    if passphrase:
        writer.encrypt(passphrase)  # type: ignore[no-untyped-call]  # it takes text or bytes
    wish = signers.PdfSignatureMetadata(
        field_name="Signature",
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    result = io.BytesIO()
    signers.sign_pdf(writer, wish, signer=signer, output=result)
    return result.getvalue()


def _signer(signing: Signing) -> "SimpleSigner":
    from pyhanko.sign import signers  # noqa: PLC0415 - the extra, when asked

    signer: SimpleSigner | None
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(signing.key, [], passphrase=signing.passphrase.encode())
    except Exception:  # noqa: BLE001 - whatever a foreign file makes of the parser, it is no key that opens
        signer = None
    if signer is None:
        raise WrongUse(_NO_KEY)
    return signer


_NO_KEY = Term(
    "Il file della firma (PKCS #12) non si apre con la frase indicata. Nulla è stato scritto.",
    "The file of the signature (PKCS #12) does not open with the passphrase given. Nothing was written.",
)
