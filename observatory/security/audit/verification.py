"""Checking a log: chain, signatures, checkpoints, anchor, and the rows it speaks of against their newest entries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from observatory.security.audit.anchors import Anchor, AnchorTrouble
from observatory.security.audit.checkpoints import Checkpoint, is_genuine
from observatory.security.audit.entries import GENESIS, PURPOSE, Act, Entry, entry_hash, row_digest
from observatory.security.audit.findings import Finding, Kind
from observatory.security.audit.fingerprint import Standing
from observatory.security.audit.merkle import Peaks
from observatory.security.roles import Permission, Role, may
from observatory.security.signing import is_signed


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A record as stored: its version (0 where it has none) and its rows in canonical bytes."""

    version: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check found, how many entries and records it looked at, and whether there was an anchor to compare."""

    standing: Standing
    rows: int
    findings: tuple[Finding, ...]
    has_anchor: bool


@dataclass(slots=True)
class Inspector:
    """Takes entries in order, then checkpoints, rows and the anchor; gathers what is wrong."""

    store: str
    keys: Mapping[str, bytes]
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """All roles that each member ever held; nobody is asked where there are none."""
    findings: list[Finding] = field(default_factory=list)
    newest: dict[str, Entry] = field(default_factory=dict)
    """The newest entry with a digest for each object."""
    erased: dict[str, int] = field(default_factory=dict)
    """The entry that erased each object that was not written again."""
    _expected: int = 1
    _last: bytes = GENESIS
    _tree: Peaks = field(default_factory=Peaks)
    _hashes: list[bytes] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    @property
    def standing(self) -> Standing:
        return Standing(self._expected - 1, self._last)

    def entry(self, entry: Entry, checkpoint: Checkpoint | None = None) -> None:
        """The next entry as stored, and the checkpoint that was made after it."""
        sequence = entry.content.sequence
        for missing in range(self._expected, sequence):
            self._find(Kind.REMOVED_ENTRY, missing)
        kind = self._fault(entry, follows=self._expected == sequence)
        if kind is not None:
            self._find(kind, sequence, entry.content.object)
        self._expected, self._last = sequence + 1, entry.hash
        self._hashes.append(entry.hash)
        self._tree = self._tree.appended(entry.hash)
        self._remember(entry)
        if checkpoint is not None:
            self._check(checkpoint)

    def _remember(self, entry: Entry) -> None:
        """What the rows are to be compared with: an object that was erased has none any more."""
        if entry.content.digest:
            self.newest[entry.content.object] = entry
            self.erased.pop(entry.content.object, None)
        elif entry.content.act == Act.ERASED:
            self.newest.pop(entry.content.object, None)
            self.erased[entry.content.object] = entry.content.sequence

    def _fault(self, entry: Entry, *, follows: bool) -> Kind | None:
        if entry.hash != entry_hash(entry.content, entry.previous):
            return Kind.EDITED_ENTRY
        key = self.keys.get(entry.content.member, b"")
        if not is_signed(key, PURPOSE, entry.hash, entry.signature):
            return Kind.FORGED_SIGNATURE
        if self.roles and not self._could_act(entry):
            return Kind.FALSE_ROLE
        return Kind.REPLACED_ENTRY if follows and entry.previous != self._last else None

    def _could_act(self, entry: Entry) -> bool:
        """Whether the author ever held the roles that the entry claims, and these let do what nobody can undo."""
        claimed = frozenset(entry.content.role.split("+"))
        is_theirs = claimed <= self.roles.get(entry.content.member, frozenset())
        return is_theirs and (entry.content.act != Act.ERASED or may(map(Role, claimed), Permission.RETAIN))

    def _check(self, checkpoint: Checkpoint) -> None:
        if not is_genuine(checkpoint, self.store, self.keys.get(checkpoint.member, b"")):
            self._find(Kind.FORGED_SIGNATURE, checkpoint.size)
        elif len(self._hashes) == self.standing.sequence and checkpoint.root != self._tree.root:
            # After a removed entry the tree is another anyway; that was said already.
            self._find(Kind.FORKED, checkpoint.size)

    def row(self, object_: str, stored: StoredRow) -> None:
        """A record as it is stored now."""
        self._seen.add(object_)
        entry = self.newest.get(object_)
        if object_ in self.erased:
            self._find(Kind.RETURNED_ROW, self.erased[object_], object_)
        elif entry is None:
            self._find(Kind.UNLOGGED_ROW, 0, object_)
        elif row_digest(entry.salt, stored.rows) != entry.content.digest:
            is_older = stored.version < entry.content.version
            self._find(Kind.REPLAYED_ROW if is_older else Kind.EDITED_ROW, entry.content.sequence, object_)

    def finish(self, anchor: Anchor | AnchorTrouble, checkpoints: Iterable[Checkpoint] = ()) -> Verification:
        """The result; `checkpoints` are those beyond the log's end."""
        for object_ in self.newest.keys() - self._seen:
            self._find(Kind.MISSING_ROW, self.newest[object_].content.sequence, object_)
        beyond = [checkpoint.size for checkpoint in checkpoints]
        if beyond:
            self._find(Kind.TRUNCATED, max(beyond))
        if isinstance(anchor, Anchor):
            self._compare(anchor, is_cut=bool(beyond))
        elif anchor is AnchorTrouble.ALTERED:
            self._find(Kind.ALTERED_ANCHOR)
        found = tuple(sorted(self.findings, key=lambda finding: (finding.sequence, finding.object)))
        return Verification(self.standing, len(self._seen), found, isinstance(anchor, Anchor))

    def _compare(self, anchor: Anchor, *, is_cut: bool) -> None:
        """An older copy of the whole agrees with itself; a log that was cut leaves rows newer than its end."""
        if anchor.sequence > self.standing.sequence:
            rows = (Kind.EDITED_ROW, Kind.UNLOGGED_ROW, Kind.REPLAYED_ROW, Kind.MISSING_ROW, Kind.RETURNED_ROW)
            is_torn = any(finding.kind in rows for finding in self.findings)
            if is_torn or not is_cut:
                self._find(Kind.TRUNCATED if is_torn else Kind.ROLLED_BACK, anchor.sequence)
        elif len(self._hashes) == self.standing.sequence and self._hashes[anchor.sequence - 1].hex() != anchor.hash:
            self._find(Kind.FORKED, anchor.sequence)

    def _find(self, kind: Kind, sequence: int = 0, object_: str = "") -> None:
        self.findings.append(Finding(kind, sequence, object_))
