"""Which placement an advertisement or a post is: what was answered before, or the short link that its row names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from heard.campaigns.models import Campaign, Placement
from heard.measurement.actions.networks.reading import MENTION, Planned
from heard.measurement.models import KnownName


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a row belongs: its placement (none: not known, or none), and whether it is of the campaign at all."""

    placement_id: int | None = None
    is_ours: bool = True
    is_known: bool = False


def places(*, campaign: Campaign, source: str, rows: Sequence[Planned]) -> Mapping[str, Place]:
    """Return for each subject where it belongs: as it was answered, else by a code that only one placement has."""
    answered = {
        name.subject: Place(placement_id=name.placement_id, is_ours=name.is_ours, is_known=True)
        for name in KnownName.objects.filter(campaign=campaign, source=source)
    }
    codes = dict(Placement.objects.filter(campaign=campaign).values_list("code", "pk"))
    found: dict[str, Place] = {}
    for row in rows:
        if row.subject not in found:
            found[row.subject] = answered.get(row.subject) or _by_code(row, codes)
    return found


def is_asked(level: str) -> bool:
    """Return whether somebody is asked what the rows are: of mentions by others nobody is."""
    return level != MENTION


def _by_code(row: Planned, codes: Mapping[str, int]) -> Place:
    named = {codes[code] for code in row.codes | row.words if code in codes}
    if len(named) == 1:
        return Place(placement_id=named.pop(), is_known=True)
    return Place()
