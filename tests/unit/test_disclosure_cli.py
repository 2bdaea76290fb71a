"""`observatory disclosure` on files: both languages, exit statuses, no Qt and no store."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from ui.cli import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LANGUAGE", "en")

    def command(*arguments: object) -> tuple[int, str, str]:
        try:
            status = main(["disclosure", *map(str, arguments)])
        except SystemExit as left:
            status = int(left.code or 0)
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


@pytest.fixture
def files(samples: ModuleType, tmp_path: Path) -> list[str]:
    paths = samples.write_inputs(tmp_path / "in")
    hierarchies = [f"{name}={path}" for name, path in paths.items() if name != "counts"]
    return ["--counts", str(paths["counts"]), *(word for pair in hierarchies for word in ("--hierarchy", pair))]


def protect(run: Run, files: list[str], out: Path, *more: str) -> tuple[int, str, str]:
    return run("protect", *files, "--table", "force,age", "--time-budget", "0", "--seed", "1", "--out", out, *more)


@pytest.mark.parametrize("language", ["it", "en"])
def test_protect_verify_and_attack(run: Run, files: list[str], tmp_path: Path, language: str) -> None:
    out = tmp_path / "out"
    status, said, _ = protect(run, files, out, "--lang", language)
    digest = json.loads((out / "report.json").read_text())["certificate"]
    assert status == 0
    assert digest in said
    assert ("6 sensibili" if language == "it" else "6 sensitive") in said
    status, said, _ = run("verify", out / "release.oscert", "--lang", language)
    assert status == 0
    assert digest in said
    assert ("soglia 3" if language == "it" else "threshold 3") in said
    for attacker in ("A2", "A3", "A4"):
        status, said, _ = run("attack", out, *files, "--attacker", attacker, "--lang", language)
        assert status == 0
        assert ("non restringe alcuna delle 6" if language == "it" else "narrows none of the 6") in said


@pytest.mark.parametrize(
    ("language", "least"), [("it", "la minima: nessuno schema"), ("en", "the least: no safe pattern")]
)
def test_protect_says_what_is_lost_and_how_far_it_is_from_the_least(
    run: Run, files: list[str], tmp_path: Path, language: str, least: str
) -> None:
    asked = ("--table", "force,age", "--seed", "1", "--lang", language)
    _, said, _ = run("protect", *files, *asked, "--out", tmp_path / "proven")
    assert least in said
    table = json.loads((tmp_path / "proven" / "report.json").read_text())["tables"][0]
    assert table["gap"] == 0
    assert table["bound"] == table["loss"] > 0
    _, said, _ = run("protect", *files, *asked, "--time-budget", "0.03", "--out", tmp_path / "short")
    assert ("divario" if language == "it" else "gap") in said
    _, said, _ = run("protect", *files, *asked, "--time-budget", "0", "--out", tmp_path / "none")
    assert ("non si sa" if language == "it" else "is unknown") in said


def test_an_attack_that_succeeds_names_the_cells_and_fails(run: Run, files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    protect(run, files, out)
    table = out / "table-1.csv"
    rows = table.read_text().splitlines()
    true = {"GF,45-54": 4, "PS,35-44": 5, "PP,35-44": 3, "PS,55+": 4}
    shown = [f"{row[:-3]},{true[row[:-3]]},A" if row.endswith(",,Q") and row[:-3] in true else row for row in rows]
    table.write_text("\n".join(shown) + "\n")
    status, said, err = run("attack", out, *files, "--lang", "en")
    assert status == 1
    assert "Table table-1, GF × 18-34: it can be worked out to lie between 1 and 1." in said
    assert "6 of 6 sensitive cells" in err
    status, _, err = run("verify", out / "release.oscert", "--lang", "en")
    assert status == 1
    assert "not the table that was certified" in err


def test_counts_that_are_not_those_of_the_tables_are_refused(run: Run, files: list[str], tmp_path: Path) -> None:
    protect(run, files, tmp_path / "out")
    counts = Path(files[1])
    counts.write_text(counts.read_text().replace("CC,35-44,6", "CC,35-44,7"))
    status, _, err = run("attack", tmp_path / "out", *files, "--lang", "en")
    assert status == 1
    assert "does not come from these counts" in err


def test_a_changed_certificate_does_not_hold(run: Run, files: list[str], tmp_path: Path) -> None:
    protect(run, files, tmp_path / "out")
    path = tmp_path / "out" / "release.oscert"
    path.write_bytes(path.read_bytes().replace(b'"35-44"],6]', b'"35-44"],5]'))
    status, _, err = run("verify", path, "--lang", "en")
    assert status == 1
    assert "does not hold" in err
    status, _, err = run("verify", tmp_path / "nowhere", "--lang", "it")
    assert status == 1
    assert "non si può leggere" in err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--threshold", "0"], "whole number from 1"),
        (["--zeros", "perhaps"], "perhaps"),
        (["--time-budget", "-1"], "seconds from 0"),
        (["--hierarchy", "force"], "DIMENSION=FILE.csv"),
        (["--table", "sex"], "“sex”"),
        (["--insider", "sex"], "sex"),
        (["--hierarchy", "force=x.csv"], "two hierarchies"),
    ],
)
def test_wrong_use_is_said_with_status_2(
    run: Run, files: list[str], tmp_path: Path, more: list[str], said: str
) -> None:
    status, _, err = protect(run, files, tmp_path / "out", "--lang", "en", *more)
    assert (status, said in err) == (2, True), err
    assert not (tmp_path / "out").exists()


def test_a_bad_file_and_a_full_folder_are_said_with_status_1(run: Run, files: list[str], tmp_path: Path) -> None:
    assert protect(run, files, tmp_path / "in", "--lang", "en")[0] == 1
    Path(files[1]).write_text("force,age,n\nPS,18-34,-2\n")
    status, _, err = protect(run, files, tmp_path / "out", "--lang", "it")
    assert status == 1
    assert "riga 2: il conteggio è negativo" in err
    assert len(err.strip().splitlines()) == 1


def test_no_window_and_no_store_are_loaded(files: list[str], tmp_path: Path) -> None:
    words = [
        "disclosure",
        "protect",
        *files,
        "--table",
        "force,age",
        "--time-budget",
        "0",
        "--out",
        str(tmp_path / "out"),
    ]
    script = (
        "import sys; from ui.cli import main; status = main(sys.argv[1:]); "
        "loaded = {name.split('.')[0] for name in sys.modules}; "
        "sys.exit(status or bool(loaded & {'PySide6', 'sqlalchemy', 'sqlcipher3', 'reportlab'}))"
    )
    subprocess.run([sys.executable, "-c", script, *words], check=True, capture_output=True)  # noqa: S603


def test_rounded_tables_are_verified_and_attacked(run: Run, files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, _, wrong = protect(run, files, out, "--method", "rounding", "--base", "5", "--lang", "en")
    assert (status, out.exists()) == (1, False)
    assert "time given (0 s)" in wrong
    rounding = ("--method", "rounding", "--base", "5", "--time-budget", "60")
    status, said, _ = protect(run, files, out, *rounding, "--lang", "en")
    assert status == 0
    assert "Rounding to base 5: every true count is at most 5 from the one shown." in said
    status, said, _ = run("verify", out / "release.oscert", "--lang", "en")
    assert status == 0
    assert "Tables beside the certificate and identical to those certified: 1." in said
    status, said, _ = run("attack", out, *files, "--attacker", "A4", "--lang", "en")
    assert status == 0
    assert "narrows none of the 6" in said
    table = out / "table-1.csv"
    table.write_text(table.read_text().replace(",R", ",A", 1))
    assert run("verify", out / "release.oscert", "--lang", "en")[0] == 1


def test_levels_are_searched_and_offered_where_too_much_is_hidden(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "area.csv").write_text("code,parent\nT,\nn,T\ns,T\nn1,n\nn2,n\ns1,s\ns2,s\n")
    (folder / "year.csv").write_text("code,parent\nT,\n2025,T\n2026,T\n")
    places = ("n1", "n2", "s1", "s2")
    rows = "".join(f"{area},{year},1\n" for area in places for year in ("2025", "2026"))
    (folder / "counts.csv").write_text("area,year,n\n" + rows)
    files = ["--counts", str(folder / "counts.csv")]
    files += [word for name in ("area", "year") for word in ("--hierarchy", f"{name}={folder / name}.csv")]
    status, said, _ = run("generalise", *files, "--table", "area,year", "--threshold", "3", "--lang", "en")
    assert status == 0
    best = said.split(":")[0]
    assert best.startswith("--table ")
    assert "no other level can lose less" in said
    out = tmp_path / "out"
    status, said, _ = run("protect", *files, "--table", "area,year", "--seed", "1", "--out", out, "--lang", "en")
    assert status == 0
    assert "Better in place of table-1: --table area@0-1" in said
    status, _, err = run("generalise", *files, "--table", "area,year", "--threshold", "99", "--lang", "en")
    assert status == 1
    assert "At no level can anything be shown" in err
    assert run("generalise", *files, "--table", "colour", "--lang", "en")[0] == 2
