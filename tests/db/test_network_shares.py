"""No way leads to a live store on a network share: not making, opening, restoring, rescuing nor the first run."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db import backup, inspection, lock, rescue, vault
from db.lock import file_system
from observatory.errors import StoreError
from observatory.progress import silent
from ui.bootstrap import system_clock, why_not_in

WORDS = "cavallo nuvola pettine diciotto"


@pytest.fixture
def local(make_store: Callable[[], tuple[Path, str]]) -> Path:
    return make_store()[0]


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that counts as a network share with all that is, or will be, below it."""
    folder = tmp_path / "share"
    folder.mkdir()
    monkeypatch.setattr(lock, "_is_remote", lambda place: folder in (place, *place.parents))
    return folder


def test_every_way_to_a_store_refuses_and_leaves_nothing(local: Path, share: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.osbackup"
    with closing(vault.open_(local, WORDS)) as opened:
        backup.make(opened, copy, system_clock(), silent)
    for act in (
        lambda: vault.create(share / "new" / "s", WORDS),
        lambda: vault.open_(share / "s", WORDS),
        lambda: vault.inspect(share / "s", WORDS),
        lambda: inspection.check(share / "s", WORDS, silent),
        lambda: backup.restore(copy, WORDS, share / "new" / "s", silent),
        lambda: backup.restore(copy, WORDS, share, silent),
        lambda: rescue.rescue(local, WORDS, share / "new" / "s", silent),
        lambda: rescue.rescue(local, WORDS, share, silent, plain=True),
    ):
        with pytest.raises(StoreError) as refusal:
            act()
        assert refusal.value.message == lock.NETWORK_SHARE
    assert list(share.iterdir()) == []


def test_a_backup_may_go_to_a_share_for_it_is_no_live_store(local: Path, share: Path) -> None:
    with closing(vault.open_(local, WORDS)) as opened:
        backup.make(opened, share / "copy.osbackup", system_clock(), silent)
    assert [path.name for path in share.iterdir()] == ["copy.osbackup"]


def test_the_first_run_is_told_before_anything_is_made(share: Path, tmp_path: Path) -> None:
    assert why_not_in(share / "new") == lock.NETWORK_SHARE
    assert why_not_in(tmp_path / "new") is None


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.gvfsd-fuse", "davfs", "ceph"])
def test_the_usual_network_file_systems_are_known(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nhost:/x {tmp_path / 'far'} {kind} rw 0 0\n")
    monkeypatch.setattr(lock, "file_system", lambda folder: file_system(folder, mounts))
    assert lock.is_on_network_share(tmp_path / "far" / "store")
    assert not lock.is_on_network_share(tmp_path / "near")
