"""What each role may do and which sealed texts it reads, in a line for whoever gives roles."""

from collections.abc import Iterable

from observatory.security.roles import Compartment, Role, reads
from observatory.terms import Term

ROLE_DUTIES: dict[Role, Term] = {
    Role.ADMINISTRATOR: Term(
        "Membri, impostazioni, salvataggi, conservazione, consistenze e registro firmato; nessun caso.",
        "Members, settings, backups, retention, strengths and the signed log; no case.",
    ),
    Role.CLINICIAN: Term(
        "Registra casi e interventi e ne legge i testi riservati; importa registri.",
        "Records cases and interventions and reads their confidential texts; imports registers.",
    ),
    Role.ANALYST: Term(
        "Legge le schede senza i testi riservati; prepara sintesi ed esportazioni; registra consistenze.",
        "Reads records without their confidential texts; makes summaries and exports; records strengths.",
    ),
    Role.SECRETARY: Term(
        "Registra riunioni, verbali e raccomandazioni; nessun caso.",
        "Records meetings, minutes and recommendations; no case.",
    ),
    Role.DESK: Term(
        "Registra casi e interventi della propria Forza, senza i testi riservati; legge le raccomandazioni.",
        "Records cases and interventions of their own force, without the confidential texts; reads recommendations.",
    ),
    Role.AUDITOR: Term(
        "Legge il registro firmato e le edizioni delle sintesi; nessuna scheda.",
        "Reads the signed log and the issues of summaries; no record.",
    ),
    Role.CUSTODIAN: Term(
        "Decide se schede senza lo stesso codice sono della stessa persona; le legge senza i testi riservati. Lo "
        "nominano altri due membri, di due Forze.",
        "Decides whether records without the same code are of one person; reads them without the confidential texts. "
        "Appointed by two other members, of two forces.",
    ),
}

COMPARTMENT_LABELS: dict[Compartment, Term] = {
    Compartment.CASES: Term("testi dei casi", "texts of cases"),
    Compartment.MINUTES: Term("verbali", "minutes"),
}
_NONE = Term("nessuno", "none")


def texts_read(roles: Iterable[Role]) -> Term:
    """The sealed texts that somebody in these roles holds the keys of."""
    held = tuple(roles)
    labels = [label for compartment, label in COMPARTMENT_LABELS.items() if reads(held, compartment)]
    return Term(", ".join(label.it for label in labels), ", ".join(label.en for label in labels)) if labels else _NONE
