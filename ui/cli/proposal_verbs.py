"""The commands on what needs two members, and what they take."""

from observatory.terms import Term
from ui.cli import member_commands, proposal_commands
from ui.cli.member_verbs import APPOINTED
from ui.cli.statistics_verbs import PROPOSE
from ui.cli.verbs import FOLDER, Option, Verb

_PROPOSAL = Option(
    ("proposal",),
    Term("identificativo della proposta, o il suo inizio", "id of the proposal, or its beginning"),
    {"metavar": "ID"},
)
ABOUT = Term(
    "mostra, conferma o ritira ciò che richiede due membri di due Forze",
    "show, confirm or withdraw what needs two members of two forces",
)


def verbs(question: tuple[Option, ...]) -> tuple[Verb, ...]:
    """`question` is what a summary is asked with."""
    return (
        Verb("list", Term("elenca le proposte", "list the proposals"), (FOLDER,), proposal_commands.list_),
        Verb(
            "show",
            Term("mostra una proposta e chi l’ha firmata", "show a proposal and who signed it"),
            (FOLDER, _PROPOSAL),
            proposal_commands.show,
        ),
        Verb(
            "confirm",
            Term(
                "conferma una proposta preparata da un membro di un’altra Forza",
                "confirm a proposal that a member of another force prepared",
            ),
            (FOLDER, _PROPOSAL),
            proposal_commands.confirm,
        ),
        Verb(
            "withdraw",
            Term("ritira una proposta", "withdraw a proposal"),
            (FOLDER, _PROPOSAL),
            proposal_commands.withdraw,
        ),
        Verb(
            "release",
            Term(
                "propone di far uscire una sintesi dall’Osservatorio",
                "propose to release a summary outside the Observatory",
            ),
            question,
            proposal_commands.release,
        ),
        PROPOSE,
        Verb(
            "custodian",
            Term(
                "propone un membro come custode dei collegamenti",
                "propose a member as linkage custodian",
            ),
            (FOLDER, *APPOINTED),
            member_commands.propose_custodian,
        ),
    )
