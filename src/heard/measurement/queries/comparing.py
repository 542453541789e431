"""Forms, pieces and contact look-ups against the same period before, from Heard's records and imported counts.

Forms and pieces are each organisation's own. A look-up is the campaign's: it may lead to anybody's office.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from django.db.models import Min, Q, QuerySet, Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from evidence.findings import Finding
from evidence.stats import Period, Window, describe, uplift
from heard.accounts.models import Organisation
from heard.campaigns.models import Campaign
from heard.measurement.models import CountImport, DailyCount, DailyFigure, FigureKind, Outcome, Record, Standing
from heard.measurement.queries import records
from heard.measurement.queries.tallies import rolled_feedback

ATTEMPTS = 5

KINDS: Mapping[Outcome, tuple[FigureKind, ...]] = {
    Outcome.FORMS: (FigureKind.FORM,),
    Outcome.PIECES: (FigureKind.PIECE, FigureKind.OTHER_PIECE),
}


@dataclass(frozen=True, kw_only=True)
class Brought:
    """One day's imported count, where it came from and what it counts."""

    count: int
    source: str
    definition: str


@dataclass(frozen=True, kw_only=True)
class Series:
    """An organisation's daily counts of one outcome: its own records, and what was imported for other days.

    `left_aside` are the sources that say something else about some day.
    """

    own: Mapping[date, int]
    imported: Mapping[date, Brought]
    left_aside: tuple[str, ...] = ()

    @cached_property
    def known(self) -> dict[date, int]:
        """Return each known day's count; own records go before imported counts."""
        return {**{day: brought.count for day, brought in self.imported.items()}, **self.own}


@dataclass(frozen=True, kw_only=True)
class Periods:
    """The campaign's whole days so far, and as many days of its baseline."""

    this: Period
    before: Period
    is_running: bool
    is_cut: bool


def periods_of(*, campaign: Campaign, today: date) -> Periods | None:
    """Return the periods to compare; None while the campaign has no whole day behind it."""
    last = min(campaign.ends_on, today - timedelta(days=1))
    if last < campaign.starts_on:
        return None
    this = Period(campaign.starts_on, last)
    end = campaign.baseline_starts_on + timedelta(days=len(this) - 1)
    before = Period(campaign.baseline_starts_on, min(end, campaign.baseline_ends_on))
    if this.overlaps(before):
        return None
    return Periods(
        this=this,
        before=before,
        is_running=last < campaign.ends_on,
        is_cut=end < campaign.baseline_ends_on,
    )


def comparisons(*, campaign: Campaign, today: date) -> tuple[Finding, ...]:
    """Return, for forms and for pieces, one finding for each organisation with a form in the campaign, and look-ups'.

    Own records are known from the day on which the first campaign with a form of the organisation opened to the day
    on which the last one closed; on such a day nothing received is a known nought. For look-ups the campaigns are those
    of the same owner.
    """
    periods = periods_of(campaign=campaign, today=today)
    if periods is None:
        return ()
    organisations = list(Organisation.objects.filter(forms__campaign=campaign).distinct().order_by("name"))
    received = _received(organisations)
    digests = tuple(CountImport.objects.order_by("pk").values_list("digest", flat=True))
    recorded = {
        organisation.pk: sorted(_recorded_days(Campaign.objects.filter(forms__organisation=organisation), today))
        for organisation in organisations
    }
    own_findings = tuple(
        _finding(
            organisations=(organisation.pk,),
            name=organisation.name,
            outcome=outcome,
            periods=periods,
            own=tuple(
                (day, sum(received[organisation.pk, kind, day] for kind in kinds)) for day in recorded[organisation.pk]
            ),
            digests=digests,
            language=get_language(),
        )
        for outcome, kinds in KINDS.items()
        for organisation in organisations
    )
    return (*own_findings, _lookups(campaign=campaign, periods=periods, digests=digests, today=today))


def _lookups(*, campaign: Campaign, periods: Periods, digests: tuple[str, ...], today: date) -> Finding:
    """Return the campaign's contact look-ups against those that its organisations and every office's had before."""
    owners = Campaign.objects.filter(owner=campaign.owner_id)
    days = sorted(_recorded_days(owners, today))
    looked_up = _looked_up(owners)
    counting = Organisation.objects.filter(
        Q(pk=campaign.owner_id) | Q(forms__campaign=campaign) | Q(offices__isnull=False)
    ).filter(daily_counts__outcome=Outcome.LOOKUPS)
    return _finding(
        organisations=tuple(sorted(set(counting.values_list("pk", flat=True)))),
        name=campaign.title,
        outcome=Outcome.LOOKUPS,
        periods=periods,
        own=tuple((day, looked_up[day]) for day in days),
        digests=digests,
        language=get_language(),
    )


def _looked_up(campaigns: QuerySet[Campaign]) -> Counter[date]:
    """Return how many look-ups people made on each day, read again where a roll-up was written meanwhile."""
    pks = set(campaigns.values_list("pk", flat=True))
    rolled = DailyFigure.objects.filter(campaign__in=pks, kind=FigureKind.LOOKUP, standing=Standing.COUNTED).order_by()
    for _attempt in range(ATTEMPTS):
        mark = records.mark_of(Record.VISITS)
        found = Counter(dict(rolled.values_list("day").annotate(n=Sum("count"))))
        late = records.visits(after=mark.through_id)
        if records.mark_of(Record.VISITS).turn == mark.turn:
            break
    for key, number in late.items():
        is_lookup = key.kind == FigureKind.LOOKUP and key.standing == Standing.COUNTED
        if key.campaign in pks and is_lookup and key.area is None:
            found[key.day] += number
    return found


def _recorded_days(campaigns: QuerySet[Campaign], today: date) -> set[date]:
    days: set[date] = set()
    for campaign in campaigns.distinct():
        opened, closed = campaign.opened_at, campaign.closed_at
        if opened is None:
            continue
        first, yesterday = records.day_of(opened), today - timedelta(days=1)
        last = min(records.day_of(closed), yesterday) if closed else yesterday
        if first <= last:
            days.update(Period(first, last))
    return days


def _received(organisations: Sequence[Organisation]) -> Counter[tuple[int, str, date]]:
    """Return what each organisation received, by kind and day, read again where a roll-up was written meanwhile."""
    pks = {organisation.pk for organisation in organisations}
    kinds = {kind for kinds in KINDS.values() for kind in kinds}
    rolled = DailyFigure.objects.filter(organisation__in=pks, kind__in=kinds, standing=Standing.COUNTED).order_by()
    for _attempt in range(ATTEMPTS):
        mark = records.mark_of(Record.FEEDBACK)
        received = Counter[tuple[int, str, date]]()
        for organisation, kind, day, number in rolled.values_list("organisation", "kind", "day").annotate(
            n=Sum("count")
        ):
            received[organisation, kind, day] += number
        changed = {pair for pair in records.changed_feedback(mark=mark) if pair[0] in pks}
        late = records.feedback(changed)
        late.subtract(rolled_feedback(changed))
        if records.mark_of(Record.FEEDBACK).turn == mark.turn:
            break
    for key, number in late.items():
        is_whole = key.area is None and key.standing == Standing.COUNTED
        if key.kind in kinds and is_whole and key.organisation is not None:
            received[key.organisation, key.kind, key.day] += number
    return received


def _imported_by(organisations: Sequence[int], outcome: Outcome) -> tuple[Mapping[date, Brought], tuple[str, ...]]:
    """Return what several organisations had on each day on which all of them are known, and the sources left aside."""
    each = [_imported(organisation, outcome) for organisation in organisations]
    if not each:
        return {}, ()
    days = set(each[0][0]).intersection(*(found for found, _aside in each))
    added_up = {
        day: Brought(
            count=sum(found[day].count for found, _aside in each),
            source=_joined(found[day].source for found, _aside in each),
            definition=_joined(found[day].definition for found, _aside in each),
        )
        for day in days
    }
    return added_up, tuple(sorted({source for _found, aside in each for source in aside}))


def _imported(organisation: int, outcome: Outcome) -> tuple[Mapping[date, Brought], tuple[str, ...]]:
    """Return the imported count of each day, and the names of sources that were left aside because they disagree.

    A source's count for the whole organisation goes before the sum of its offices' counts, and a source that holds
    more days before one that holds fewer: counts of several sources are never added up.
    """
    rows = DailyCount.objects.filter(organisation=organisation, outcome=outcome)
    by_source: dict[str, dict[date, Brought]] = {}
    for source, day, whole, offices, definition in (
        rows.order_by()
        .values_list("source", "day")
        .annotate(
            whole=Sum("count", filter=Q(office=None)),
            offices=Sum("count", filter=Q(office__isnull=False)),
            definition=Min("definition"),
        )
    ):
        count = offices if whole is None else whole
        by_source.setdefault(source, {})[day] = Brought(count=count or 0, source=source, definition=definition)
    days: dict[date, Brought] = {}
    disagreeing: set[str] = set()
    for source, brought in sorted(by_source.items(), key=lambda item: (-len(item[1]), item[0])):
        disagreeing |= {source for day, found in brought.items() if day in days and days[day].count != found.count}
        days = {**brought, **days}
    return days, tuple(sorted(disagreeing))


@lru_cache(maxsize=256)
def _finding(
    *,
    organisations: tuple[int, ...],
    name: str,
    outcome: Outcome,
    periods: Periods,
    own: tuple[tuple[date, int], ...],
    digests: tuple[str, ...],
    language: str | None,
) -> Finding:
    """Return one finding, kept for as long as nothing it rests on changes.

    That is once a day: only whole days go in (`own`), and imported counts change only with their files (`digests`).
    """
    imported, left_aside = _imported_by(organisations, outcome)
    series = Series(own=dict(own), imported=imported, left_aside=left_aside)
    own_definition = _OWN_DEFINITIONS[outcome]
    this, before = (_window(series, period, own_definition) for period in (periods.this, periods.before))
    result = uplift(this=this, before=before, history=series.known)
    notes = _mixtures(series, periods)
    if series.left_aside:
        names = "”, “".join(series.left_aside)
        notes.append(_("On some days “%(names)s” says something else and was left aside.") % {"names": names})
    if periods.is_running:
        notes.append(_("The campaign is still running: only whole days up to yesterday are compared."))
    if periods.is_cut:
        notes.append(_("The baseline is cut to as many days as the campaign has had."))
    return describe(
        result,
        who=name,
        what=_WHAT[outcome],
        notes=notes,
        previous="the same period before",
        whose="Campaign" if outcome == Outcome.LOOKUPS else "Organisation",
    )


def _window(series: Series, period: Period, own_definition: str) -> Window:
    counts = {day: series.known[day] for day in period if day in series.known}
    brought = [series.imported[day] for day in counts if day not in series.own]
    is_imported = bool(brought) and len(brought) == len(counts)
    return Window(
        period=period,
        counts=counts,
        definition=_joined(each.definition for each in brought) if is_imported else own_definition,
        source=_joined(each.source for each in brought) if is_imported else "",
        is_imported=is_imported,
    )


def _joined(words: Iterable[str]) -> str:
    return "”, “".join(sorted(set(words)))


def _mixtures(series: Series, periods: Periods) -> list[str]:
    notes = []
    for period in (periods.this, periods.before):
        days = [day for day in period if day in series.known]
        brought = [series.imported[day] for day in days if day not in series.own]
        if brought and len(brought) < len(days):
            notes.append(
                _("From %(period)s, %(number)d days are imported counts and the rest Heard’s own records.")
                % {"period": str(period), "number": len(brought)}
            )
        if len({each.definition for each in brought}) > 1:
            notes.append(_("The imported counts from %(period)s mix definitions.") % {"period": str(period)})
    return notes


_WHAT = {
    Outcome.FORMS: "forms",
    Outcome.PIECES: "pieces of feedback",
    Outcome.LOOKUPS: "contact look-ups",
}

_OWN_DEFINITIONS = {
    Outcome.FORMS: "Forms sent to Heard by web, by a partner or on paper",
    Outcome.PIECES: "Pieces of feedback sent to Heard, imports left out",
    Outcome.LOOKUPS: "Look-ups of local offices in Heard, by people",
}
