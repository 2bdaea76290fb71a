"""Writes the certificate of releases among which are rounded ones; `verifier_rounding.py` checks it."""

from collections.abc import Callable

from observatory.disclosure.certificate import Claim, Draft, Script, put_cells, told_cell
from observatory.disclosure.protection import BROKEN
from observatory.disclosure.verifier_rounding import VERSION, Refused, RoundedCertificate
from observatory.errors import Unprotectable


def write_rounded_certificate(claim: Claim, write: Callable[[bytes], object]) -> str:
    """Write the certificate line by line, each checked as it goes; returns its digest.

    Where the claim is of a rounded release, its first world leads to counts that add up to what is published.
    Raises `Unprotectable` if it does not hold: then what was written is worth nothing.
    """
    draft = Draft.of(claim)
    script = Script(write, RoundedCertificate())
    worlds = [moves for moves, _ in draft.worlds]
    if claim.release.base and not claim.worlds[0].moves:
        worlds.insert(0, [])
    try:
        script.put("header", {**draft.header(), "version": VERSION})
        script.seal()
        for at, count in draft.atoms.items():
            script.put("atom", *draft.atom(at, count))
        script.seal()
        for number, table in enumerate(draft.tables):
            put_cells(script, number, [told_cell(cell) for cell in table.cells.values()])
        script.seal()
        for moves in worlds:
            script.put("world", moves)
        return script.end()
    except Refused:
        raise Unprotectable(BROKEN) from None
