"""How often a campaign's links were seen, by what networks say."""

from collections import Counter, defaultdict

from django.db.models import Sum

from evidence.exports import Measure
from heard.measurement.models import NetworkFigure
from heard.measurement.queries.access import LiveView
from heard.measurement.queries.asking import FigureQuery
from heard.measurement.queries.tallies import asked_links


def impressions(*, view: LiveView, query: FigureQuery) -> int | None:
    """Return how often networks say that the links asked for were seen; None where no export tells.

    Only figures of the campaign and of days that lie wholly in the period are added up, and only those matched with a
    link where some links alone are asked for. Of a network that two sources tell of, only the larger counts: they may
    be the same.
    """
    found = NetworkFigure.objects.counted().filter(campaign=view.campaign, measure=Measure.IMPRESSIONS)
    if query.since:
        found = found.filter(first_day__gte=query.since)
    if query.until:
        found = found.filter(last_day__lte=query.until)
    if query.is_of_some_links:
        found = found.filter(placement__in=asked_links(view=view, query=query) or ())
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    summed = found.order_by().values_list("network", "source").annotate(n=Sum("value"))
    for network, source, value in summed:
        sums[network][source] += value
    return sum(max(sources.values()) for sources in sums.values()) if sums else None
