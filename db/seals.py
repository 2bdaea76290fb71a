"""The seals of an open store: one for each compartment of narratives, one for the member's own drafts."""

from dataclasses import dataclass

from observatory.security.keyring import Keyring
from observatory.security.roles import COMPARTMENT_OF
from observatory.security.sealing import Seal

_NONE = Seal({})


@dataclass(frozen=True, slots=True, repr=False)
class Seals:
    """What the keyring lets seal and open, whatever becomes of it meanwhile."""

    keyring: Keyring

    def of(self, entity: str) -> Seal:
        """The seal of an entity's narratives; without keys for whoever may not read them."""
        compartment = COMPARTMENT_OF.get(entity)
        return _NONE if compartment is None else Seal(self.keyring.narratives.get(compartment, {}))

    @property
    def drafts(self) -> Seal:
        return Seal({0: self.keyring.draft})

    @property
    def member(self) -> str:
        """Whose drafts they are."""
        return self.keyring.member
