"""The finest counts that the summary's tables are sums of: per kind of record its classifications."""

from collections.abc import Callable, Mapping

from observatory.codelists import FORCES, codelist
from observatory.disclosure.tables import TOTAL, Classification
from observatory.interventions.intervention import MEASURES_TAKEN
from observatory.summary.counted import EVENTS, At

LEVELS, MEASURES, DELAYS, CHANGES = "levels", "measures", "delays", "changes"
CONTACT, DECIDED, SUPPORTED, REARMED = "timed contact", "decided", "supported", "rearmed"
HELPED, FOLLOWED, REPEATED, COVERED = "helped", "followed", "repeated", "covered"
"""The cubes of the indicators."""

WITHIN_WEEK = "S-7"
"""First contacts within 72 hours and later within a week: printed, and no node of the tree."""

KNOWN, UNKNOWN, ELSE, FIREARM = "KNOWN", "NN", "ELSE", "FUO"
OWNER_KNOWN = "FUO-KNOWN"
"""Deaths by firearm of a known owner."""

IN_CRISIS, NOT_IN_CRISIS = "S-C", "S-O"
"""Below «yes» of a circumstance: with a crisis within two weeks, and without or not known."""

CIRCUMSTANCES: Mapping[str, str] = {code.code: f"T8 {code.code}" for code in codelist("circumstance")}
"""The cube of each circumstance: several may hold for one death, so they are no classification together."""

OTHER_DEATHS = "OTHER_DEATHS"
"""Deaths other than by suicide of serving personnel: what the one subtracted from the other tells."""


def _flat(list_name: str, keep: Callable[[str], bool] = lambda _: True) -> Classification:
    return Classification.flat(list_name, tuple(code.code for code in codelist(list_name) if keep(code.code)))


def _methods() -> Classification:
    others = (code for code in METHODS if code not in (FIREARM, UNKNOWN))
    owners = (f"{FIREARM}-{code.code}" for code in codelist("firearm_ownership"))
    parents = {TOTAL: "", FIREARM: TOTAL, ELSE: TOTAL, UNKNOWN: TOTAL}
    return Classification("method", parents | dict.fromkeys(others, ELSE) | dict.fromkeys(owners, FIREARM))


METHODS = tuple(code.code for code in codelist("method_published"))
_KINDS = {
    **dict.fromkeys(("SU", OTHER_DEATHS), "DEATH"),
    **dict.fromkeys(("SL", "SI"), OTHER_DEATHS),
    **dict.fromkeys(("SUC", "SUP"), "SU"),
    **dict.fromkeys(("TE", "TX", "AP", "AL", "ID", "DS"), "OTHER"),
}
_FORCE = Classification.flat("force", FORCES)
_CHANGE = Classification.flat("change", ("LATE", "CONFIRMED", "RECLASSIFIED", "EXCLUDED"))
_ANSWERED = Classification.flat("known", ("S", "N"))
_PLAIN = Classification.flat("answer", ("S", "N", UNKNOWN))
_DONE = Classification(
    "done",
    {TOTAL: "", **dict.fromkeys(("S", "N", UNKNOWN), TOTAL), **dict.fromkeys(("S-R", "S-N", "S-U"), "S")},
)
_FOUND = Classification(
    "answer",
    {TOTAL: "", **dict.fromkeys(("S", "N", UNKNOWN), TOTAL), **dict.fromkeys((IN_CRISIS, NOT_IN_CRISIS), "S")},
)

CUBES: Mapping[str, tuple[Classification, ...]] = {
    EVENTS: (_FORCE, Classification("kind", {TOTAL: "", "DEATH": TOTAL, "OTHER": TOTAL, **_KINDS})),
    "T5": (_flat("sex"), _flat("age_published")),
    "T6a": (_flat("rank_published"),),
    "T6b": (_flat("seniority"),),
    "T6c": (_flat("position", lambda code: codelist("position")[code].attributes["in_rates"] == "1"),),
    "T7a": (_methods(),),
    "T7c": (_flat("place"),),
    "T7d": (_flat("answer", lambda code: code in ("S", "N", UNKNOWN)),),
    "T9": (_flat("macro_region"),),
    LEVELS: (_flat("intervention_level"), _FORCE),
    MEASURES: (_flat("firearm_measure", lambda code: code in MEASURES_TAKEN),),
    DELAYS: (_flat("postvention_delay"),),
    CONTACT: (
        Classification(
            "known",
            {
                TOTAL: "",
                **dict.fromkeys(("S", "N"), TOTAL),
                **dict.fromkeys(("S-3", "S-M"), "S"),
                **dict.fromkeys(("S-W", "S-L"), "S-M"),
            },
        ),
    ),
    **dict.fromkeys((DECIDED, SUPPORTED, REARMED, HELPED, REPEATED, COVERED), (_PLAIN,)),
    FOLLOWED: (_flat("follow_up_due"), _DONE),
    "timed firearm": (_ANSWERED,),
    **dict.fromkeys(CIRCUMSTANCES.values(), (_FOUND,)),
    CHANGES: (_CHANGE, Classification.flat("kind", ("DEATH", "OTHER"))),
}
PERSONS = ("T5", "T6a", "T6b", "T6c", "T7a", "T7c", "T7d", "T9")
TRAITS = (*PERSONS, HELPED, *CIRCUMSTANCES.values())
"""Every cube whose records are the deaths by suicide of serving personnel."""


def covered(cube: str, codes: At) -> frozenset[At]:
    """The finest combinations of codes that a count is the sum of."""
    axes = CUBES.get(cube, CUBES[CHANGES])
    found: list[At] = [()]
    for axis, code in zip(axes, codes, strict=True):
        found = [(*at, leaf) for at in found for leaf in _below(axis, code)]
    return frozenset(found)


def _below(axis: Classification, code: str) -> tuple[str, ...]:
    if code == KNOWN:
        return tuple(leaf for leaf in axis.leaves if leaf != UNKNOWN)
    if code == WITHIN_WEEK:
        return ("S-3", "S-W")
    if code == OWNER_KNOWN:
        return tuple(leaf for leaf in _below(axis, FIREARM) if leaf != f"{FIREARM}-{UNKNOWN}")
    return tuple(leaf for leaf in axis.leaves if code in axis.ancestors(leaf))
