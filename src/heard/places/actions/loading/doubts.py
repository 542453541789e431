"""What may be wrong with the whole map: authorities that no office covers, and those that two do."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.places.actions.loading.report import Doubt, LoadReport
from heard.places.models import Area, AreaKind, OfficeCoverage

MOST_NAMED = 12


def doubt_offices(*, report: LoadReport, today: date) -> None:
    """Say which authorities of today no open office covers, by itself or for the area around, and which two cover."""
    by_area: dict[int, set[str]] = defaultdict(set)
    coverage = OfficeCoverage.objects.on(today).filter(office__closed_at=None)
    for covered, name in coverage.values_list("area", "office__name"):
        by_area[covered].add(name)
    parents = dict(Area.objects.values_list("pk", "parent"))
    authorities = Area.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=today),
        Q(valid_to=None) | Q(valid_to__gte=today),
        kind=AreaKind.UPPER_TIER,
    ).order_by("name")
    alone, shared = [], []
    for area in authorities:
        covering = _covering(area.pk, by_area, parents)
        if not covering:
            alone.append(area.name)
        elif len(covering) > 1:
            shared.append(f"{area.name} ({', '.join(sorted(covering))})")
    if alone:
        report.doubts.append(
            _doubt(
                ngettext("%(count)s authority has no office", "%(count)s authorities have no office", len(alone)), alone
            )
        )
    if shared:
        report.doubts.append(
            _doubt(
                ngettext(
                    "%(count)s authority has more than one office, and people are shown each",
                    "%(count)s authorities have more than one office, and people are shown each",
                    len(shared),
                ),
                shared,
            )
        )


def _covering(area: int | None, by_area: dict[int, set[str]], parents: dict[int, int | None]) -> set[str]:
    while area is not None:
        if by_area.get(area):
            return by_area[area]
        area = parents.get(area)
    return set()


def _doubt(words: str, names: Iterable[str]) -> Doubt:
    named = list(names)
    shown = ", ".join(named[:MOST_NAMED])
    rest = len(named) - MOST_NAMED
    if rest > 0:
        shown = _("%(names)s and %(count)s more") % {"names": shown, "count": rest}
    return Doubt(line=0, column="areas", reason=f"{words % {'count': len(named)}}: {shown}.")
