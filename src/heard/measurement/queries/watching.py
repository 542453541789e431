"""What is wrong with a campaign right now, by its own past and its own plan."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, Sum

from evidence.stats.watch import projection, too_few, too_many
from heard.campaigns.models import Campaign, CampaignState, Destination, Objective, Placement
from heard.campaigns.queries.objectives import objectives_of
from heard.feedback.queries.sent_back import FormPage, counted_since, sent_back, sent_back_by_hour
from heard.measurement.models import AlertKind, AlertLines, FigureKind, HourlyFigure, Standing
from heard.measurement.queries.access import LiveView
from heard.measurement.queries.alerts import lines_of
from heard.measurement.queries.asking import By, FigureQuery
from heard.measurement.queries.breakdown import NAME_OF
from heard.measurement.queries.tallies import figures

DAY = timedelta(hours=24)
PAST_DAYS = 14
LEAST_PAST = 3
"""So many earlier days are needed before anything is called unusual."""
QUIET_FROM = 10
"""Links with fewer clicks a day than this are never called quiet."""
OVER_FROM = 10
"""A link whose time is over and that fewer click in a day stands in somebody's old post: nothing is to be done."""
STARTS_LEAST = 30
ERRORS_CHANCE = 0.001
SENT_BACK_LEAST = 20
"""A page that was sent back less often in a day is never called one that is sent back more often."""
SENT_BACK_CHANCE = 0.001
BOTS_CHANCE = 0.001


About = tuple[str, int | None, int | None, FormPage | None]


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """One thing that is wrong: of which link, objective or page, what was seen and what was expected."""

    kind: AlertKind
    observed: float
    expected: float
    placement: int | None = None
    objective: int | None = None
    page: FormPage | None = None
    sent_back: float | None = None

    @property
    def about(self) -> About:
        """Return what tells it from other things that are wrong with the campaign."""
        return about(self.kind, self.placement, self.objective, self.page)


def about(kind: str, placement: int | None, objective: int | None, page: FormPage | None) -> About:
    """Return what tells one thing that is wrong from others; a page, only where it is the page that is wrong."""
    return str(kind), placement, objective, page if kind == AlertKind.SENT_BACK else None


def wrong_with(*, campaign: Campaign, now: datetime, today: date) -> tuple[Wrong, ...]:
    """Return what is wrong with an open campaign; nothing with any other. Outside addresses are asked elsewhere."""
    if campaign.state != CampaignState.OPEN:
        return ()
    lines = lines_of(campaign=campaign, now=now)
    hour = now.replace(minute=0, second=0, microsecond=0)
    clicks = _clicks_by_stretch(campaign, hour)
    return (
        *_quiet(campaign, clicks, lines),
        *_over(campaign, clicks, today),
        *_bots(campaign, hour, lines),
        *_fallen(campaign, hour),
        *_targets(campaign, today, lines),
    )


def outside_links(*, campaign: Campaign) -> QuerySet[Placement]:
    """Return the campaign's links to outside addresses that are still handed out."""
    return Placement.objects.filter(campaign=campaign, destination=Destination.OUTSIDE, withdrawn_at=None).order_by(
        "pk"
    )


def _counted(campaign: Campaign, since: datetime, before: datetime) -> "QuerySet[HourlyFigure]":
    return HourlyFigure.objects.filter(campaign=campaign, hour__gte=since, hour__lt=before).order_by()


def _stretches(rows: "QuerySet[HourlyFigure]", before: datetime) -> dict[tuple[int | None, str], list[int]]:
    """Return, by link and kind, the counts of each 24 hours before a moment: the latest first."""
    found: dict[tuple[int | None, str], list[int]] = defaultdict(lambda: [0] * (PAST_DAYS + 1))
    for placement, kind, hour, number in rows.values_list("placement", "kind", "hour").annotate(n=Sum("count")):
        found[placement, kind][(before - hour - timedelta(seconds=1)) // DAY] += number
    return found


def _clicks_by_stretch(campaign: Campaign, hour: datetime) -> dict[int, list[int]]:
    rows = _counted(campaign, hour - DAY * (PAST_DAYS + 1), hour).filter(
        kind=FigureKind.CLICK, standing=Standing.COUNTED, placement__isnull=False
    )
    return {link: counts for (link, _kind), counts in _stretches(rows, hour).items() if link is not None}


def _since_first(counts: list[int]) -> list[float]:
    """Return the earlier stretches from the first with any count on: before that the link was not out."""
    past = [float(count) for count in counts[1:]]
    while past and not past[-1]:
        past.pop()
    return past


def _quiet(campaign: Campaign, clicks: dict[int, list[int]], lines: AlertLines) -> list[Wrong]:
    current = Placement.objects.filter(campaign=campaign, withdrawn_at=None).select_related("wave")
    found = []
    for link in current.filter(pk__in=clicks):
        past = _since_first(clicks[link.pk])
        if len(past) < LEAST_PAST:
            continue
        told = too_few(observed=clicks[link.pk][0], past=past)
        if told.expected >= QUIET_FROM and told.chance < lines.quiet_chance:
            found.append(Wrong(kind=AlertKind.QUIET, placement=link.pk, observed=told.observed, expected=told.expected))
    return found


def _over(campaign: Campaign, clicks: dict[int, list[int]], today: date) -> list[Wrong]:
    """Return the links whose wave ended, or that were taken back, and that people still click often."""
    over = Placement.objects.filter(campaign=campaign, pk__in=clicks).filter(
        Q(wave__ends_on__lt=today - timedelta(days=1)) | Q(withdrawn_at__isnull=False)
    )
    return [
        Wrong(kind=AlertKind.OVER, placement=pk, observed=clicks[pk][0], expected=0)
        for pk in over.values_list("pk", flat=True)
        if clicks[pk][0] >= OVER_FROM
    ]


def _bots(campaign: Campaign, hour: datetime, lines: AlertLines) -> list[Wrong]:
    rows = _counted(campaign, hour - timedelta(days=7), hour + timedelta(hours=1)).filter(standing=Standing.BOT)
    by_hour = dict(rows.values_list("hour").annotate(n=Sum("count")))
    past = [float(by_hour.get(hour - timedelta(hours=back), 0)) for back in range(1, 7 * 24)]
    observed = max(by_hour.get(hour, 0), by_hour.get(hour - timedelta(hours=1), 0))
    told = too_many(observed=observed, past=past[1:])
    if observed >= lines.bots_least and told.chance < BOTS_CHANCE:
        return [Wrong(kind=AlertKind.BOTS, observed=observed, expected=told.expected)]
    return []


def _starts_and_forms(campaign: Campaign, hour: datetime) -> tuple[list[int], list[int]]:
    """Return the form starts and the forms of each 24 hours before a moment: the latest first."""
    rows = _counted(campaign, hour - DAY * (PAST_DAYS + 1), hour).filter(
        kind__in=(FigureKind.FORM_START, FigureKind.FORM), standing=Standing.COUNTED
    )
    by_kind: dict[str, list[int]] = defaultdict(lambda: [0] * (PAST_DAYS + 1))
    for (_link, kind), counts in _stretches(rows, hour).items():
        by_kind[kind] = [have + more for have, more in zip(by_kind[kind], counts, strict=True)]
    return by_kind[FigureKind.FORM_START], by_kind[FigureKind.FORM]


def _fallen(campaign: Campaign, hour: datetime) -> list[Wrong]:
    """Return what stops people: far fewer of the last day's starts became forms, or a page is sent back far more."""
    starts, forms = _starts_and_forms(campaign, hour)
    return [*_errors(campaign, hour, starts, forms), *_sent_back(campaign, hour, starts)]


def _errors(campaign: Campaign, hour: datetime, starts: list[int], forms: list[int]) -> list[Wrong]:
    """Return whether far fewer of the last day's starts became forms than before, and what was sent back meanwhile."""
    days = [(begun, sent) for begun, sent in zip(starts[1:], forms[1:], strict=True) if begun]
    begun_before, sent_before = sum(begun for begun, _s in days), sum(sent for _b, sent in days)
    if len(days) < LEAST_PAST or starts[0] < STARTS_LEAST or not sent_before:
        return []
    scaled = [sent * starts[0] / begun for begun, sent in days]
    told = too_few(observed=forms[0], past=scaled)
    if told.chance >= ERRORS_CHANCE:
        return []
    pages = sent_back(campaign=campaign, since=hour - DAY, before=hour)
    return [
        Wrong(
            kind=AlertKind.ERRORS,
            observed=forms[0] / starts[0] * 100,
            expected=sent_before / begun_before * 100,
            page=max(pages, key=lambda page: pages[page]) if pages else None,
            sent_back=pages.total() / starts[0] * 100 if pages else None,
        )
    ]


def _sent_back(campaign: Campaign, hour: datetime, starts: list[int]) -> list[Wrong]:
    """Return the pages that were sent back far more often in the last day than before, for as many forms begun.

    Days before the first page was ever sent back are not looked at: then nobody counted them yet.
    """
    since = counted_since(campaign=campaign)
    if since is None or not starts[0]:
        return []
    days = [back for back in range(1, PAST_DAYS + 1) if starts[back] and hour - DAY * (back + 1) >= since]
    if len(days) < LEAST_PAST:
        return []
    found = []
    for page, by_hour in sent_back_by_hour(campaign=campaign, since=hour - DAY * (PAST_DAYS + 1), before=hour).items():
        counts = [0] * (PAST_DAYS + 1)
        for at, number in by_hour.items():
            counts[(hour - at - timedelta(seconds=1)) // DAY] += number
        told = too_many(observed=counts[0], past=[counts[back] * starts[0] / starts[back] for back in days])
        if counts[0] >= SENT_BACK_LEAST and told.chance < SENT_BACK_CHANCE:
            each = 100 / starts[0]
            found.append(
                Wrong(kind=AlertKind.SENT_BACK, page=page, observed=counts[0] * each, expected=told.expected * each)
            )
    return found


def _targets(campaign: Campaign, today: date, lines: AlertLines) -> list[Wrong]:
    found = []
    for objective in objectives_of(campaign=campaign).filter(by_day__gte=today):
        told = projected(objective=objective, today=today)
        if told is not None and told[1] < lines.target_chance:
            found.append(
                Wrong(kind=AlertKind.TARGET, objective=objective.pk, observed=told[0], expected=objective.target)
            )
    return found


def projected(*, objective: Objective, today: date) -> tuple[float, float] | None:
    """Return what an objective will come to and the chance that it is reached; None before there is enough to tell.

    Whole days alone are looked at; today counts among the days to come.
    """
    first = max(objective.campaign.starts_on, today - timedelta(days=PAST_DAYS))
    recent_days = (today - first).days
    if recent_days < LEAST_PAST:
        return None
    query = FigureQuery(by=By.DAY, until=today - timedelta(days=1), wave=objective.wave_id)
    rows = figures(view=LiveView(campaign=objective.campaign), query=query, today=today).rows
    name = NAME_OF[objective.measure]
    by_day = {row.day: row.tally.of(name) or 0 for row in rows if row.day}
    recent = [float(by_day.get(first + timedelta(days=step), 0)) for step in range(recent_days)]
    told = projection(
        so_far=sum(by_day.values()),
        recent=recent,
        days_left=(objective.by_day - today).days + 1,
        target=objective.target,
    )
    return told.middle, told.chance
