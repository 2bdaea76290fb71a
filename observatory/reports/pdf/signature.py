"""Signs a finished file with a member's certificate: PAdES baseline B-B (ETSI EN 319 142-1), without a visible field.

The library is an extra of the program (`pip install osservatorio[sign]`) and is loaded only here. Nothing is fetched:
no time stamp, no revocation list. A signature from a card or a remote service is put on afterwards, by its own program.
"""

import io
from importlib.util import find_spec

from observatory.errors import WrongUse
from observatory.reports.copies import Signing
from observatory.terms import Term


def refuse_without_library() -> None:
    """Raise `WrongUse` where the extra is not installed, before any long work."""
    if find_spec("pyhanko") is None:
        raise WrongUse(_NO_LIBRARY)


def signed(file: bytes, signing: Signing, passphrase: str) -> bytes:
    """The file with a signature after which nothing may change; `passphrase` opens an encrypted file.

    Raises `WrongUse` where the extra is missing, or where the key's file cannot be opened.
    """
    refuse_without_library()
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - the extra, when asked
    from pyhanko.sign import fields, signers  # noqa: PLC0415 - as above

    try:
        signer = signers.SimpleSigner.load_pkcs12_data(signing.key, [], passphrase=signing.passphrase.encode())
    except Exception:  # noqa: BLE001 - whatever a foreign file makes of the parser, it is no key that opens
        signer = None
    if signer is None:
        raise WrongUse(_NO_KEY)
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


_NO_LIBRARY = Term(
    "Per firmare serve un componente che qui non c’è: installarlo con «pip install osservatorio[sign]». "
    "Nulla è stato fatto.",
    "Signing needs a part that is not here: install it with “pip install osservatorio[sign]”. Nothing was done.",
)
_NO_KEY = Term(
    "Il file della firma (PKCS #12) non si apre con la frase indicata. Nulla è stato scritto.",
    "The file of the signature (PKCS #12) does not open with the passphrase given. Nothing was written.",
)
