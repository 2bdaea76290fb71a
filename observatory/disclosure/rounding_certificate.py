"""Writes the certificate of rounded tables, which `verifier_rounding.py` checks without a solver."""

from collections.abc import Callable

from observatory.disclosure.certificate import Claim, Draft, Published, Script, put_cells
from observatory.disclosure.protection import BROKEN
from observatory.disclosure.rounding import Rounding
from observatory.disclosure.rules import Rule
from observatory.disclosure.tables import Cube
from observatory.disclosure.verifier_rounding import VERSION, Refused, RoundedCertificate
from observatory.errors import Unprotectable


def write_rounded_certificate(cube: Cube, rounding: Rounding, threshold: int, write: Callable[[bytes], object]) -> str:
    """Write the certificate line by line, each checked as it goes; returns its digest.

    Raises `Unprotectable` if it does not hold: then what was written is worth nothing.
    """
    draft = Draft.of(Claim(cube, Published(rounding.tables, Rule(threshold)), rounding.worlds))
    script = Script(write, RoundedCertificate())
    worlds = [moves for moves, _ in draft.worlds]
    if not rounding.worlds[0].moves:
        worlds.insert(0, [])
    try:
        script.put("header", _header(draft, rounding))
        script.seal()
        for at, count in draft.atoms.items():
            script.put("atom", *draft.atom(at, count))
        script.seal()
        for number, table in enumerate(rounding.tables):
            put_cells(script, number, [cell.value for cell in table.cells.values()])
        script.seal()
        for moves in worlds:
            script.put("world", moves)
        return script.end()
    except Refused:
        raise Unprotectable(BROKEN) from None


def _header(draft: Draft, rounding: Rounding) -> dict[str, object]:
    return {**draft.header(), "version": VERSION, "base": rounding.base, "bound": rounding.bound}
