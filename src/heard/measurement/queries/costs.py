"""What a click, a form and a piece cost, where something was spent on the links that brought them."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from evidence.stats import Interval, cost_each
from heard.campaigns.models import Campaign, Placement
from heard.feedback.models import EqualityAnswer, Submission
from heard.measurement.queries.access import LiveView
from heard.measurement.queries.asking import By, FigureQuery
from heard.measurement.queries.breakdown import FEW, Tally, label_of
from heard.measurement.queries.spend import spending
from heard.measurement.queries.tallies import by_link

COSTED = ("clicks", "forms", "pieces")
LINK_KINDS = (By.PLACEMENT, By.PARTNER, By.WAVE, By.CHANNEL, By.POST, By.LANGUAGE)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one of so many cost, in pence or the like; `each` is None where there was none."""

    number: int
    each: float | None
    interval: Interval


@dataclass(frozen=True, kw_only=True)
class CostRow:
    """What was spent under one label, and what each outcome of the same links cost."""

    label: str
    detail: str
    spend: int
    costs: dict[str, Cost]


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group that is seldom heard, chosen from the answers to equality questions."""

    topic: str
    category: str

    @property
    def code(self) -> str:
        """Return it as it stands in an address."""
        return f"{self.topic}:{self.category}"


@dataclass(frozen=True, kw_only=True)
class Costs:
    """The costs of a campaign's links with spend. `currency` is blank where nothing was spent or several are mixed.

    `across` is spend of days that lie only partly in the period, `unmatched` of no link, and `aside` what a second
    source tells of the same links: all three are left out.
    `of_group` is told of the whole campaign alone, and not under ten forms.
    """

    campaign: Campaign
    query: FigureQuery
    currency: str
    currencies: frozenset[str]
    rows: tuple[CostRow, ...]
    total: CostRow | None
    across: int
    unmatched: int
    aside: int
    told_twice: frozenset[str]
    group: Group | None
    of_group: Cost | None


def costs(*, view: LiveView, query: FigureQuery, group: Group | None = None) -> Costs:
    """Return what the outcomes of links cost on which something was spent, by label of the breakdown asked for."""
    spent = spending(campaign=view.campaign, first=query.since, last=query.until)
    currency = next(iter(spent.currencies)) if len(spent.currencies) == 1 else ""
    by_placement: Counter[int] = Counter()
    if currency:
        for each in spent.inside:
            if each.placement_id is not None:
                by_placement[each.placement_id] += each.minor
    links = by_link(view=view, query=query)
    asked = {link: tally for link, tally in links.items() if by_placement[link]}
    placements = Placement.objects.select_related("wave", "partner__organisation__kept_by").in_bulk(asked)
    of_label: dict[tuple[str, str], list[int]] = defaultdict(list)
    for link in asked:
        of_label[label_of(query.by, placements[link])].append(link)
    rows = [_row(*label, own, by_placement, asked) for label, own in of_label.items()]
    whole = _row("", "", list(asked), by_placement, asked) if asked else None
    return Costs(
        campaign=view.campaign,
        query=query,
        currency=currency,
        currencies=spent.currencies,
        rows=tuple(sorted(rows, key=lambda row: -row.spend)),
        total=whole,
        across=sum(each.minor for each in spent.across) if currency else 0,
        unmatched=sum(each.minor for each in spent.inside if each.placement_id is None) if currency else 0,
        aside=sum(each.minor for each in spent.aside) if currency else 0,
        told_twice=spent.told_twice,
        group=group,
        of_group=_of_group(group, asked, by_placement) if group and whole and not query.is_filtered else None,
    )


def groups_of(*, campaign: Campaign) -> tuple[Group, ...]:
    """Return the groups of whom at least ten forms tell, so that none is named that few belong to."""
    forms = Submission.objects.counted().forms().filter(campaign=campaign)
    found = EqualityAnswer.objects.filter(submission__in=forms).order_by("topic", "category")
    counted = found.values_list("topic", "category").annotate(n=Count("pk"))
    return tuple(Group(topic=topic, category=category) for topic, category, number in counted if number >= FEW)


def _row(label: str, detail: str, links: list[int], spend: Counter[int], tallies: dict[int, Tally]) -> CostRow:
    whole = sum(spend[link] for link in links)
    tally = sum((tallies[link] for link in links), Tally())
    numbers = {name: tally.of(name) or 0 for name in COSTED}
    return CostRow(
        label=label,
        detail=detail,
        spend=whole,
        costs={name: _cost(whole, number) for name, number in numbers.items()},
    )


def _cost(spend: int, number: int) -> Cost:
    each, interval = cost_each(spend=spend, events=number)
    return Cost(number=number, each=each, interval=interval)


def _of_group(group: Group, links: dict[int, Tally], spend: Counter[int]) -> Cost | None:
    forms = Submission.objects.counted().forms().filter(placement__in=links)
    number = forms.filter(equality_answers__topic=group.topic, equality_answers__category=group.category).count()
    return _cost(sum(spend[link] for link in links), number) if number >= FEW else None
