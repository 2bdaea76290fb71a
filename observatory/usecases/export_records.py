"""Export single records: see what would leave, prepare it, and write exactly what two members confirmed, once."""

import json
import uuid
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from observatory.authorisation.rules import require
from observatory.disclosure.rules import Audience
from observatory.errors import Unprotectable, WrongUse
from observatory.exports.record_files import staged_records
from observatory.garbage import uncollected
from observatory.microdata.file import Microdata, as_told, concerned, lifted, source_of, without
from observatory.microdata.generalised import Promise
from observatory.microdata.search import Found, best
from observatory.periods import Period, Window
from observatory.ports import Clock, Release, Store, UnitOfWork
from observatory.progress import Progress, silent
from observatory.security import proposals
from observatory.security.audit.entries import Act
from observatory.security.members import Witness
from observatory.security.proposals import Matter, Proposal
from observatory.security.roles import Permission
from observatory.summary.beside_file import Shelf
from observatory.summary.record_files import RecordFile
from observatory.summary.recount import recounted
from observatory.terms import Language, Term
from observatory.usecases import confirm
from observatory.usecases.earlier_editions import all_told, earlier_editions, tells_circumstances
from observatory.usecases.known_cases import counted_cases
from observatory.usecases.record import today
from observatory.usecases.record_files import RECORDS, as_json, left_before, window_code, window_of

LEAST_K, LEAST_L = 5, 2
_QUARTER = 3


@dataclass(frozen=True, slots=True)
class RecordsRequest:
    """Which records – deaths of serving personnel from the first period to the last – as known on which day, how safe.

    Raises `WrongUse` for periods that are not whole quarters or run backwards, and for a weaker promise than k = 5 and
    l = 2.
    """

    first: Period
    last: Period
    as_of: date
    k: int = LEAST_K
    l: int = LEAST_L  # noqa: E741 - the name that the literature gives it

    def __post_init__(self) -> None:
        if self.k < LEAST_K or self.l < LEAST_L:
            raise WrongUse(_TOO_WEAK)
        first, last = self.first.window.first, self.last.window.last
        if first > last or (first.number - 1) % _QUARTER or last.number % _QUARTER:
            raise WrongUse(_NO_QUARTERS)

    @property
    def window(self) -> Window:
        return Window(self.first.window.first, self.last.window.last)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What would leave, and what the ledger would remember of it."""

    data: Microdata
    told: RecordFile
    subject: str


@uncollected()
def see_records(store: Store, request: RecordsRequest, *, clock: Clock, progress: Progress = silent) -> Candidate:
    """What would leave today; nothing is noted.

    Raises `NotAllowed`, `WrongUse` for a day in the future or records that left before, `Unprotectable` when nothing
    can leave.
    """
    require(store.member, Permission.SUMMARISE)
    require(store.member, Permission.READ_CASES)
    if request.as_of > today(clock):
        raise WrongUse(_FUTURE)
    with store.begin() as unit:
        return _candidate(unit, request, progress)


def refuse_alone(store: Store) -> None:
    """Raise `NotAllowed` for a member of no force: two forces sign, and nobody should search in vain."""
    proposals.refuse_first(store.member)


def hindrance(store: Store) -> Term | None:
    """What to know before the work: that whoever opened the store cannot prepare it, or that nobody could confirm."""
    own = store.member
    if not own.force:
        return _NO_FORCE
    others = (each for each in store.members if each.force not in ("", own.force))
    return None if any(each.may(Permission.CONFIRM) for each in others) else _NOBODY_ELSE


def prepare_export(store: Store, candidate: Candidate, clock: Clock) -> Proposal:
    """Propose that exactly this leaves, or find what was proposed of it already; raises `NotAllowed`."""
    return confirm.proposed(store, Matter.RECORD_EXPORT, candidate.subject, clock)


def confirm_and_write(
    store: Store, proposal_id: str, witness: Witness, clock: Clock, out: tuple[Path, Language]
) -> Candidate:
    """Write what the second member confirms now; raises as `confirm.confirm` and `write_export`."""
    confirm.confirm(store, proposal_id, witness, clock)
    return write_export(store, proposal_id, clock, out)


def write_with(
    store: Store, candidate: Candidate, witness: Witness, clock: Clock, out: tuple[Path, Language]
) -> Candidate:
    """Prepare and confirm with a second member who is there, then write; raises as both."""
    made = confirm.prepare_with(store, Matter.RECORD_EXPORT, candidate.subject, witness, clock)
    return write_export(store, made.id, clock, out)


def write_export(
    store: Store, proposal_id: str, clock: Clock, out: tuple[Path, Language], progress: Progress = silent
) -> Candidate:
    """Write what two members confirmed into the folder, in the language, once; the ledger remembers it first.

    The files are whole on the disk before that, and appear after it: nothing leaves that is not written down.
    Raises as `proposals.done`, `NotFound`, `NotAllowed`, `FileTrouble`, and `WrongUse` if what is there now is another
    content than they confirmed: then nothing leaves.
    """
    require(store.member, Permission.SUMMARISE)
    with store.begin() as unit:
        proposal = unit.proposals.get(proposal_id)
        if proposal.matter is not Matter.RECORD_EXPORT:
            raise WrongUse(_OTHER_CONTENT)
        unit.proposals.replace(proposals.done(proposal, store, clock()))
        request = request_in(proposal.subject)
        candidate = _candidate(unit, request, progress)
        if candidate.subject != proposal.subject:
            raise WrongUse(_OTHER_CONTENT)
        unit.releases.add(_release(unit, request, candidate, clock))
        unit.audit.note(Act.EXPORT, f"records/{window_code(request.window)}", ("csv",))
        with staged_records(candidate.data, *out) as place:
            unit.commit()
            place()
    return candidate


def records_again(unit: UnitOfWork, release: Release, subject: str, progress: Progress = silent) -> Microdata | None:
    """A file as it left, from the records as known on its day; None if it does not come out the same any more.

    `subject` is what two members signed of it.
    """
    request = request_in(subject)
    try:
        again = _found(unit, request, release, progress)
    except Unprotectable:
        return None
    return again.data if again.subject == subject else None


def subject_of(request: RecordsRequest, digest: str) -> str:
    """What two members sign: which records, how safe, and the digest of exactly what leaves."""
    told = {
        "as_of": request.as_of.isoformat(),
        "digest": digest,
        "first": request.first.code,
        "k": request.k,
        "l": request.l,
        "last": request.last.code,
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def refuse_other(proposal: Proposal, request: RecordsRequest) -> None:
    """Raise `WrongUse` unless the proposal is about just this request."""
    if proposal.matter is not Matter.RECORD_EXPORT or request_in(proposal.subject) != request:
        raise WrongUse(_OTHER_CONTENT)


def request_in(subject: str) -> RecordsRequest:
    told = json.loads(subject)
    periods = Period.parse(told["first"]), Period.parse(told["last"])
    return RecordsRequest(*periods, date.fromisoformat(told["as_of"]), told["k"], told["l"])


def _candidate(unit: UnitOfWork, request: RecordsRequest, progress: Progress) -> Candidate:
    _refuse_again(unit, request)
    return _found(unit, request, None, progress)


def _found(unit: UnitOfWork, request: RecordsRequest, until: Release | None, progress: Progress) -> Candidate:
    """The file that loses least beside all that left, or all that had left before one did."""
    progress(0, 1, _READING)
    cases = concerned(counted_cases(unit, request.as_of), request.window)
    promise = Promise(request.k, request.l)
    if len(cases) < request.k:
        raise Unprotectable(_TOO_FEW.with_values(k=request.k))
    source = source_of(cases)
    shelf = _shelf(unit, request, until)
    narrow = without(source, "circumstances") if tells_circumstances(unit, request.window, until) else source

    def told(found: Found) -> RecordFile:
        return as_told(source, cases, lifted(found, narrow), request.window)

    def is_safe(found: Found) -> bool:
        return found.node != narrow.coarsest and shelf.is_safe_beside(told(found), progress)

    found = best(narrow, promise, is_safe, progress)
    if found is None:
        raise Unprotectable(_NOTHING.with_values(k=request.k))
    data = Microdata(request.window, promise, lifted(found, narrow), source.records)
    return Candidate(data, told(found), subject_of(request, data.digest))


def _shelf(unit: UnitOfWork, request: RecordsRequest, until: Release | None = None) -> Shelf:
    """All that left, or what had left before a file did."""
    releases = [each for each in all_told(unit) if until is None or each.made_at < until.made_at]
    known = recounted(counted_cases(unit, request.as_of), unit.interventions.as_of(request.as_of))
    return Shelf(earlier_editions(unit, releases), left_before(unit, until), known)


def _refuse_again(unit: UnitOfWork, request: RecordsRequest) -> None:
    """Two files about one record tell more together than either: each record leaves in one file at most."""
    for release in unit.releases.all(RECORDS):
        other = window_of(release.period)
        if other.overlaps(request.window):
            raise WrongUse(_LEFT_BEFORE.with_values(window=other.name))


def _release(unit: UnitOfWork, request: RecordsRequest, candidate: Candidate, clock: Clock) -> Release:
    return Release(
        id=str(uuid.uuid4()),
        kind=RECORDS,
        period=window_code(request.window),
        audience=Audience.MEMBERS.value,
        as_of=request.as_of,
        issue=len(unit.releases.all(RECORDS)) + 1,
        made_at=clock(),
        digest=candidate.data.digest,
        tables=as_json(candidate.told),
    )


_NO_FORCE = Term(
    "Per esportare schede servono due membri di due Forze, e chi ha aperto l’archivio non è di nessuna: un membro con "
    "la propria Forza le prepara, un altro le conferma. Qui si può solo vedere che cosa uscirebbe.",
    "Exporting records takes two members of two forces, and whoever opened the store is of none: a member with a force "
    "prepares them, another confirms. Here one can only see what would leave.",
)
_NOBODY_ELSE = Term(
    "Per esportare schede servono due membri di due Forze: nell’archivio nessun altro, di un’altra Forza, può "
    "confermare. La proposta resterebbe preparata per 30 giorni.",
    "Exporting records takes two members of two forces: nobody else in the store, of another force, may confirm. The "
    "proposal would stay prepared for 30 days.",
)
_READING = Term("Lettura dell’archivio alla data dei dati", "Reading the store as of the day of the data")
_TOO_WEAK = Term(
    "Le schede singole escono solo con k di almeno 5 e l di almeno 2. Nulla è stato fatto.",
    "Single records leave only with k of at least 5 and l of at least 2. Nothing was done.",
)
_NO_QUARTERS = Term(
    "Indicare periodi fatti di trimestri interi (2024-Q1, 2024-S1, 2024), dal primo all’ultimo. Nulla è stato fatto.",
    "Give periods of whole quarters (2024-Q1, 2024-S1, 2024), from the first to the last. Nothing was done.",
)
_FUTURE = Term(
    "La data dei dati è nel futuro: indicare oggi o un giorno passato.",
    "The day of the data is in the future: give today or a past day.",
)
_TOO_FEW = Term(
    "Nel periodo gli eventi sono meno di {k}: nessuna scheda può uscire. Scegliere un periodo più lungo, oppure una "
    "sintesi. Nulla è stato scritto.",
    "The period has fewer than {k} events: no record can leave. Choose a longer period, or a summary. Nothing was "
    "written.",
)
_NOTHING = Term(
    "Nessun dettaglio basta a tenere gruppi di {k} schede uguali accanto a ciò che è già uscito. Scegliere un periodo "
    "più lungo, un k più basso se è oltre 5, oppure una sintesi. Nulla è stato scritto.",
    "At no level of detail are there groups of {k} equal records beside what has left already. Choose a longer period, "
    "a lower k if it is above 5, or a summary. Nothing was written.",
)
_LEFT_BEFORE = Term(
    "Schede di questo periodo sono già uscite ({window}): ogni scheda esce in un solo file, perché due file insieme "
    "direbbero di più. Scegliere un periodo che non si sovrapponga. Nulla è stato fatto.",
    "Records of this period have left already ({window}): each record leaves in one file only, for two files together "
    "would tell more. Choose a period that does not overlap. Nothing was done.",
)
_OTHER_CONTENT = Term(
    "La proposta confermata riguarda un contenuto diverso: periodo, data, promessa o dati non sono gli stessi. "
    "Preparare una nuova proposta. Nulla è uscito.",
    "The confirmed proposal is about another content: period, day, promise or data are not the same. Prepare a new "
    "proposal. Nothing left.",
)
