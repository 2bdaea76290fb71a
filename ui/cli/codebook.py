"""The command that writes the codebook; it opens no store."""

import argparse
from pathlib import Path

from observatory.terms import Language, Term, same
from ui.cli.output import say
from ui.cli.verbs import Option, Verb


def codebook(asked: argparse.Namespace, language: Language) -> None:
    from observatory.exports.codebook import codebook_csv, codebook_markdown
    from observatory.files import whole_file

    text = codebook_csv() if asked.format == "csv" else codebook_markdown(language)
    if asked.out is None:
        say(same(text.rstrip("\n")), language)
        return
    with whole_file(asked.out) as stream:
        stream.write(text.encode())
    say(_WRITTEN.with_values(path=asked.out), language)


_WRITTEN = Term("Scritto: {path}", "Written: {path}")
CODEBOOK = Verb(
    "codebook",
    Term(
        "scrive il dizionario dei dati: ogni campo e ogni codice, nelle due lingue",
        "write the codebook: every field and every code, in both languages",
    ),
    (
        Option(("--format",), same("csv, md"), {"choices": ["csv", "md"], "default": "md"}),
        Option(
            ("--out",),
            Term("file da scrivere; senza, sull’uscita", "file to write; without it, to the output"),
            {"type": Path, "metavar": "FILE"},
        ),
    ),
    codebook,
    asks_passphrase=False,
)
