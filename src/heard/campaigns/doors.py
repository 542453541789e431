"""The rule by which a landing page shows its doors, as it stands in the campaign's data (`Campaign.doors`).

    {"order": ["TELL", "TALK"], "offers": [{"form": "regulator", "words": "Tell the regulator about a service."}]}

Without a rule both doors stand there, *tell us* first, and every form that has questions is offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Door(StrEnum):
    """A way on from the landing page."""

    TELL = "TELL"
    TALK = "TALK"


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A form behind the *tell us* door, and what it is for in plain words."""

    form: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class DoorRule:
    """Which doors stand there, in which order, and which forms are offered (all, where none is named)."""

    order: tuple[Door, ...] = (Door.TELL, Door.TALK)
    offers: tuple[Offer, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return the rule as it is kept."""
        return {
            "order": [door.value for door in self.order],
            "offers": [{"form": offer.form, "words": offer.words} for offer in self.offers],
        }


def rule_of(data: Mapping[str, Any]) -> DoorRule:
    """Return the rule kept in `data`; what is not understood is left out, and the default stands where nothing is."""
    order = tuple(Door(name) for name in data.get("order", []) if name in list(Door))
    offers = tuple(
        Offer(form=str(offer["form"]), words=str(offer.get("words", "")))
        for offer in data.get("offers", [])
        if isinstance(offer, Mapping) and offer.get("form")
    )
    return DoorRule(order=order or DoorRule().order, offers=offers)
