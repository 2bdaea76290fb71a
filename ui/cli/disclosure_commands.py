"""Disclosure control on files: protect tables, verify a certificate, play the attacker. Needs no store."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from observatory.errors import Unprotectable
from observatory.terms import Language, Term
from ui.cli.disclosure_levels import loses_much, say_instead
from ui.cli.disclosure_rounding import BOUND, WRITTEN, round_order
from ui.cli.output import say
from ui.cli.progress_line import progress_line

if TYPE_CHECKING:
    from observatory.disclosure.protection import TableReport
    from observatory.disclosure.verifier import Certificate


def protect(asked: argparse.Namespace, language: Language) -> None:
    from observatory.disclosure.files import named_paths
    from observatory.disclosure.files_protect import Order, protect_files
    from observatory.disclosure.files_release import CERTIFICATE_FILE

    order = Order(
        counts=asked.counts, hierarchies=named_paths(asked.hierarchies), tables=tuple(asked.tables), out=asked.out,
        threshold=asked.threshold, zeros=asked.zeros, insiders=tuple(dict.fromkeys(asked.insiders)), known=asked.known,
        ledger=asked.ledger, seed=asked.seed, attacker=asked.attacker, base=asked.base,
    )  # fmt: skip
    if asked.method == "rounding":
        round_order(order if asked.budget is None else replace(order, rounding_seconds=asked.budget), language)
        return
    order = order if asked.budget is None else replace(order, budget_seconds=asked.budget)
    try:
        with progress_line(language) as progress:
            done = protect_files(order, progress)
    except Unprotectable:
        say_instead(order, [f"table-{number}" for number, _ in enumerate(order.tables, start=1)], language)
        raise
    for report in done.protection.report:
        told = {"table": report.name, "cells": report.cells, "hidden": report.sensitive + report.secondary}
        say(_TABLE.with_values(**told, sensitive=report.sensitive, secondary=report.secondary), language)
        _say_loss(report, language)
    for withheld in done.protection.withheld:
        say(_WITHHELD.with_values(table=withheld.table, reason=withheld.reason), language)
    say_instead(order, [report.name for report in done.protection.report if loses_much(report)], language)
    if done.protection.unkept:
        say(_UNKEPT.with_values(n=len(done.protection.unkept)), language)
    if asked.attacker == "A2":
        say(_WEAKER, language)
    say(WRITTEN.with_values(path=asked.out, certificate=CERTIFICATE_FILE, digest=done.digest), language)


def _say_loss(report: "TableReport", language: Language) -> None:
    """What hiding cost, and how far that may be from the least."""
    if not report.secondary or report.withheld:
        return
    told = {"loss": round(report.loss), "bound": int(report.bound or 0)}
    if report.gap is None:
        say(_LOSS.with_values(**told), language)
    elif report.gap < _PROVEN:
        say(_LEAST.with_values(**told), language)
    else:
        say(_GAP.with_values(**told, gap=round(100 * report.gap)), language)


def verify(asked: argparse.Namespace, language: Language) -> None:
    from observatory.disclosure.certificate_check import checked

    done = checked(asked.file, asked.ledger)
    found, beside = done.certificate, done.tables
    _tell(found, language)
    say((_SAME_TABLES if beside else _NO_TABLES).with_values(n=beside), language)


def _tell(found: "Certificate", language: Language) -> None:
    from observatory.disclosure.verifier_rounding import RoundedCertificate

    rule = found.releases[0]
    told = {**found.counts, "threshold": rule["threshold"], "digest": found.sum, "settled": len(found.left())}
    say(_HOLDS.with_values(**told), language)
    if isinstance(found, RoundedCertificate) and found.base:
        say(BOUND.with_values(base=found.base, bound=found.bound), language)
    else:
        open_ = _OPEN_A2 if rule.get("attacker") == "A2" else _OPEN
        say((open_ if rule["zeros"] == "open" else _CAMOUFLAGE).with_values(**told), language)
    if rule["insiders"]:
        say(_INSIDERS.with_values(names=", ".join(rule["insiders"])), language)
    for release in found.releases[1:]:
        say(_EARLIER.with_values(digest=release["digest"]) if release["threshold"] else _ELSEWHERE, language)
    if told["settled"]:
        say(_SETTLED.with_values(**told), language)


def attack(asked: argparse.Namespace, language: Language) -> None:
    from observatory.disclosure.attack_words import defence, leak
    from observatory.disclosure.certificate_check import DoesNotHold
    from observatory.disclosure.files import named_paths
    from observatory.disclosure.files_attack import Assault, attack_files

    assault = Assault(
        asked.folder, asked.counts, named_paths(asked.hierarchies), asked.attacker, asked.ledger, asked.known,
        tuple(dict.fromkeys(asked.insiders)),
    )  # fmt: skip
    with progress_line(language) as progress:
        found = attack_files(assault, progress)
    for narrow in found.narrow:
        say(narrow.sentence, language)
    if (told := leak(found, asked.attacker)) is not None:
        raise DoesNotHold(told)
    for words in defence(found, asked.attacker):
        say(words, language)


_PROVEN = 1e-4
_LOSS = Term(
    "  Perdita {loss}; quanto sia lontana dalla minima non si sa.", "  Loss {loss}; how far from the least is unknown."
)
_LEAST = Term(
    "  Perdita {loss}, la minima: nessuno schema sicuro perde meno.",
    "  Loss {loss}, the least: no safe pattern loses less.",
)
_GAP = Term(
    "  Perdita {loss}; nessuno schema sicuro scende sotto {bound} (divario {gap} %).",
    "  Loss {loss}; no safe pattern goes below {bound} (gap {gap} %).",
)
_UNKEPT = Term(
    "Celle che non si sono potute proteggere come chiesto: {n}; quali, perché e che cosa fare è in report.json.",
    "Cells that could not be protected as asked: {n}; which, why, and what to do is in report.json.",
)
_WEAKER = Term(
    "Protezione «A2»: solo per confronto con altri programmi. Chi sa che gli zeri sono tutti mostrati può restringere "
    "le celle nascoste.",
    "Protection “A2”: only for comparison with other programs. Who knows that all zeros are shown can narrow hidden "
    "cells.",
)
_TABLE = Term(
    "Tavola {table}: {cells} celle, {hidden} nascoste ({sensitive} sensibili, {secondary} per proteggerle).",
    "Table {table}: {cells} cells, {hidden} hidden ({sensitive} sensitive, {secondary} to protect them).",
)
_WITHHELD = Term("Tavola {table} non mostrata: {reason}", "Table {table} is not shown: {reason}")
_HOLDS = Term(
    "Il certificato regge: {needs} esigenze di protezione su {cells} celle, dimostrate da {worlds} mondi; soglia "
    "{threshold}. Impronta {digest}",
    "The certificate holds: {needs} needs of protection over {cells} cells, shown by {worlds} worlds; threshold "
    "{threshold}. Digest {digest}",
)
_CAMOUFLAGE = Term("Anche gli zeri possono essere nascosti.", "Zeros may be hidden too.")
_OPEN = Term(
    "Gli zeri sono tutti mostrati: una cella nascosta è almeno 1.",
    "All zeros are shown: a hidden cell is at least 1.",
)
_OPEN_A2 = Term(
    "Gli zeri sono tutti mostrati, e la prova vale solo contro chi non lo sa (A2).",
    "All zeros are shown, and the proof holds only against those who do not know it (A2).",
)
_INSIDERS = Term(
    "Regge anche contro chi conosce i propri casi secondo: {names}.",
    "It also holds against those who know their own cases by: {names}.",
)
_EARLIER = Term("Tiene conto della pubblicazione {digest}", "Takes into account the release {digest}")
_ELSEWHERE = Term("Tiene conto di cifre pubblicate da altri.", "Takes into account figures that others published.")
_SETTLED = Term(
    "{settled} celle di tavole non mostrate erano già fissate da cifre pubblicate da altri.",
    "{settled} cells of tables that are not shown were settled already by figures that others published.",
)
_SAME_TABLES = Term(
    "Tavole accanto al certificato e identiche a quelle certificate: {n}.",
    "Tables beside the certificate and identical to those certified: {n}.",
)
_NO_TABLES = Term(
    "Accanto al certificato non ci sono tavole da confrontare.",
    "There are no tables beside the certificate to compare.",
)
