"""What an export restates of earlier ones, so that nothing is added twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evidence.exports import Measure
from heard.campaigns.models import Campaign
from heard.measurement.actions.networks.reading import Planned, Read, level_name
from heard.measurement.models import NetworkFigure

_HELD = ("pk", "subject", "key", "measure", "first_day", "last_day", "value", "imported__file_name")


@dataclass(kw_only=True)
class Comparison:
    """Figures that are here and that a file restates: the key of each, its value, and what takes its place."""

    restated: dict[int, tuple[int, int]] = field(default_factory=dict)

    @property
    def changed(self) -> int:
        """Return how many of them say something else now."""
        return sum(before != after for before, after in self.restated.values())

    @property
    def lower(self) -> int:
        """Return how many of them become smaller, as where an older file is brought in after a newer one."""
        return sum(after < before for before, after in self.restated.values())


def compared(*, found: Read, campaign: Campaign) -> Comparison:
    """Return what the file restates. Blames rows whose days overlap in part with what is here, and another level."""
    comparison = Comparison()
    if not found.rows or found.first_day is None or found.last_day is None:
        return comparison
    here = NetworkFigure.objects.current().filter(
        campaign=campaign, source=found.source, first_day__lte=found.last_day, last_day__gte=found.first_day
    )
    _require_same_level(found, here)
    exact = {row.key: row.figures for row in found.rows}
    windows = _windows(found.rows)
    for pk, subject, key, word, first, last, value, name in here.values_list(*_HELD).iterator():
        measure = Measure(word)
        same = exact.get(key, {}).get(measure)
        if same is not None:
            comparison.restated[pk] = (value, same)
            continue
        across = [
            each
            for each in (windows.get(subject, ()) if measure.adds_up else ())
            if measure in each.figures and each.first_day <= last and each.last_day >= first
        ]
        if not across:
            continue
        if found.first_day <= first and last <= found.last_day:
            comparison.restated[pk] = (value, value)
            continue
        sentence = _(
            "Its days overlap in part with %(first)s to %(last)s of “%(name)s”, which is here. Take that file back"
            " first, or export by day."
        )
        found.blame(across[0].row, sentence % {"first": first.isoformat(), "last": last.isoformat(), "name": name})
    return comparison


def _windows(rows: Sequence[Planned]) -> Mapping[str, list[Planned]]:
    """Return the rows that add up over days, by what they are about: reach of two windows stands side by side."""
    windows: dict[str, list[Planned]] = {}
    for row in rows:
        if row.adds_up:
            windows.setdefault(row.subject, []).append(row)
    return windows


def _require_same_level(found: Read, here: QuerySet[NetworkFigure]) -> None:
    """Blame the file where the same is here already by advertisement and would come again by campaign."""
    accounts = {row.account for row in found.rows}
    measures = {measure.value for row in found.rows for measure in row.figures if measure.adds_up}
    others = here.filter(measure__in=measures).exclude(imported__level=found.level)
    for level, account, name in others.values_list("imported__level", "account", "imported__file_name").distinct():
        if account in accounts:
            sentence = _(
                "This file has figures by %(new)s; “%(name)s”, which is here, has those of the same days by %(old)s."
                " Both together would count twice. Take that file back first, or bring in one of the same kind."
            )
            found.blame(None, sentence % {"new": level_name(found.level), "old": level_name(level), "name": name})
            return
