"""Rules of a case over its answers together: V1 to V8 of the reference, and what else cannot be true at once.

V7 looks at other cases (`duplicates`), V9 says who counts in rates (`counting`), V10 belongs to strengths, V11 and V12
to every text.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from observatory.cases import sentences as say
from observatory.cases.case import Case
from observatory.cases.completeness import FIREARM, WITHOUT_METHOD
from observatory.cases.counting import PENDING, SUICIDE, UNDETERMINED_DEATH
from observatory.cases.overdue import is_overdue
from observatory.codelists import codelist
from observatory.errors import Problem
from observatory.field_rules import month_of
from observatory.privacy.person_codes import force_of, parse
from observatory.terms import Term

DEATHS = (SUICIDE, UNDETERMINED_DEATH)
UNOFFICIAL_SOURCES = frozenset({"F6", "F7"})
WITH_IDEATION = frozenset({"TE", "TI", "TA", "AP", "ID", "DS"})
"""Event types of living people that may carry a level of ideation; self-injury has no intent, by definition."""

_ICD10 = re.compile(r"(?P<block>[A-Z]\d\d)(?:\.\d)?")
_SEQUELAE = "Y87.0"
_UNDETERMINED = ("Y10", "Y34")
_YOUNGEST_BANDS = {"A3": ("E1",), "A4": ("E1", "E2")}
"""Seniority bands (15–24 years, 25 and over) and the age bands in which nobody can have them."""


def case_problems(case: Case, today: date) -> Iterator[Problem]:
    """The rules over the answers of a case together."""
    for rule in _RULES:
        yield from rule(case)
    if is_overdue(case, today):
        yield Problem("status", "V6", say.OVERDUE, warning=True)


def _outcome(case: Case) -> Iterator[Problem]:
    """V1: a death by suicide has the outcome «died», and so has one whose intent is not determined yet."""
    if case.event_type in DEATHS and case.outcome not in (None, "DE"):
        yield Problem("outcome", "V1", say.DEATH_WITHOUT_OUTCOME)
    if case.outcome == "DE" and case.event_type not in (None, *DEATHS):
        yield Problem("event_type", "V1", say.OUTCOME_WITHOUT_DEATH)


def _method(case: Case) -> Iterator[Problem]:
    """V2: the method is asked for deaths, attempts and self-injury only."""
    if case.event_type is None:
        return
    if case.event_type not in WITHOUT_METHOD and case.method is None:
        yield Problem("method", "V2", say.METHOD_MISSING)
    if case.event_type in WITHOUT_METHOD and case.method is not None:
        yield Problem("method", "V2", say.METHOD_UNEXPECTED, warning=True)


def _firearm(case: Case) -> Iterator[Problem]:
    """V3: the firearm's ownership is asked when the method is a firearm, and only then."""
    if case.method == FIREARM and case.firearm_ownership is None:
        yield Problem("firearm_ownership", "V3", say.OWNERSHIP_MISSING)
    if case.method != FIREARM and case.firearm_ownership is not None:
        yield Problem("firearm_ownership", "V3", say.OWNERSHIP_UNEXPECTED)


def _icd10(case: Case) -> Iterator[Problem]:
    """V4: the certified code lies in the block of the method group."""
    if not case.icd10:
        return
    found = _ICD10.fullmatch(case.icd10)
    if found is None:
        yield Problem("icd10", "V4", say.ICD10_UNREADABLE)
    elif case.icd10 == _SEQUELAE:
        if case.event_type not in (None, *DEATHS):
            yield Problem("icd10", "V4", say.ICD10_SEQUELAE)
    elif _UNDETERMINED[0] <= found["block"] <= _UNDETERMINED[1]:
        if case.event_type not in (None, UNDETERMINED_DEATH):
            yield Problem("icd10", "V4", say.ICD10_UNDETERMINED)
    else:
        yield from _icd10_block(case, found["block"])


def _icd10_block(case: Case, block: str) -> Iterator[Problem]:
    groups = {code.code: code.attributes["icd10"].split() for code in codelist("method")}
    method = next((code for code, blocks in groups.items() if block in blocks), None)
    if method is None:
        yield Problem("icd10", "V4", say.ICD10_UNREADABLE)
    elif case.method != method:
        yield Problem("icd10", "V4", say.ICD10_BLOCK.with_values(method=codelist("method").label(method)))


def _sources(case: Case) -> Iterator[Problem]:
    """V5: what only unions or the press reported stays «suspected», unless it is ruled out or a duplicate."""
    sources = {source.source for source in case.sources if source.source}
    if sources and sources <= UNOFFICIAL_SOURCES and case.status in (PENDING, "CO", "RI"):
        yield Problem("status", "V5", say.UNOFFICIAL)


def _measure_of_another_force(case: Case) -> Iterator[Problem]:
    """V8: withdrawals under articles 48 and 48-bis exist for the State Police only."""
    if case.force and case.prior_firearm_measure:
        force = codelist("firearm_measure")[case.prior_firearm_measure].attributes["force"]
        if force and force != case.force:
            yield Problem("prior_firearm_measure", "V8", measure_of_another_force(force))


def measure_of_another_force(force: str) -> Term:
    """The sentence of rule V8, for cases and interventions."""
    return say.OTHER_FORCE.with_values(force=codelist("force").label(force))


def _place(case: Case) -> Iterator[Problem]:
    if case.region and codelist("region")[case.region].attributes["macro_region"] != case.macro_region:
        yield Problem("region", "region", say.REGION)


def _answers(case: Case) -> Iterator[Problem]:
    if case.disclosed_to is not None and case.intent_disclosed != "S":
        yield Problem("disclosed_to", "disclosed_to", say.DISCLOSED_TO)
    if case.on_duty == "S" and case.position in ("C1", "C2"):
        yield Problem("on_duty", "on_duty", say.ON_DUTY)
    if case.seniority in _YOUNGEST_BANDS and case.age_band in _YOUNGEST_BANDS[case.seniority]:
        yield Problem("seniority", "seniority", say.SENIORITY)
    if (case.rank_category == "R0" or case.position == "AL") and case.age_band in ("E4", "E5", "E6"):
        yield Problem("age_band", "trainee_age", say.TRAINEE_AGE, warning=True)
    if case.rank_category == "R5" and case.age_band == "E1":
        yield Problem("age_band", "senior_age", say.SENIOR_AGE, warning=True)


def _ideation(case: Case) -> Iterator[Problem]:
    if case.ideation_level is None or case.event_type is None:
        return
    if case.event_type not in WITH_IDEATION:
        yield Problem("ideation_level", "ideation_level", say.IDEATION_UNEXPECTED)
    elif case.event_type == "ID" and case.ideation_level == "0":
        yield Problem("ideation_level", "ideation_level", say.IDEATION_ZERO)
    elif case.event_type == "DS" and case.ideation_level not in ("0", "NN"):
        yield Problem("ideation_level", "ideation_level", say.IDEATION_IN_DISTRESS)


def _order_of_dates(case: Case) -> Iterator[Problem]:
    month = month_of(case.month)
    if month is None:
        return
    first = month if case.precision != "T" else month.quarter.window.first
    status_month = month_of(case.status_date)
    if status_month is not None and status_month < first:
        yield Problem("status_date", "status_date", say.STATUS_BEFORE_EVENT)
    for index, source in enumerate(case.sources):
        received = month_of(source.received_on)
        if received is not None and received < first:
            yield Problem(f"sources[{index}].received_on", "received_on", say.RECEIVED_BEFORE_EVENT)


def _circumstances(case: Case) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, row in enumerate(case.circumstances):
        if row.circumstance in seen:
            yield Problem(f"circumstances[{index}].circumstance", "repeated", say.REPEATED_CIRCUMSTANCE)
        if row.circumstance:
            seen.add(row.circumstance)
        if row.crisis == "S" and row.value == "N":
            yield Problem(f"circumstances[{index}].crisis", "crisis", say.CRISIS)


def _person_code(case: Case) -> Iterator[Problem]:
    if case.person_code and case.force and force_of(parse(case.person_code)) != case.force:
        yield Problem("person_code", "person_code_force", say.PERSON_CODE_FORCE, warning=True)


_RULES: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    _outcome,
    _method,
    _firearm,
    _icd10,
    _sources,
    _measure_of_another_force,
    _place,
    _answers,
    _ideation,
    _order_of_dates,
    _circumstances,
    _person_code,
)
