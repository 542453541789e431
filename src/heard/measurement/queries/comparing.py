"""Forms, pieces and contact look-ups against the same period before, from Heard's records and imported counts.

Forms and pieces are each organisation's own. A look-up is the campaign's: it may lead to anybody's office.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.text import get_text_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from evidence.findings import Finding
from evidence.stats import Period, Window, describe, uplift
from heard.accounts.models import Organisation
from heard.accounts.queries import lineage_ids
from heard.campaigns.models import Campaign
from heard.design.clock import day_of
from heard.measurement.models import CountImport, DailyCount, DailyFigure, FigureKind, Outcome, Standing
from heard.measurement.queries.bodies import Body, bodies_of_each, whole_of
from heard.measurement.queries.latest import Latest
from heard.measurement.queries.series import Series, series_of
from heard.places.models import Office

KINDS: Mapping[Outcome, tuple[FigureKind, ...]] = {
    Outcome.FORMS: (FigureKind.FORM,),
    Outcome.PIECES: (FigureKind.PIECE, FigureKind.OTHER_PIECE),
}


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


def comparisons(*, campaign: Campaign, today: date, latest: Latest | None = None) -> tuple[Finding, ...]:
    """Return, for forms and for pieces, one finding for each body with a form in the campaign, and look-ups'.

    Own records are known from the day on which the first campaign with a form of the organisation opened to the day
    on which the last one closed; on such a day nothing received is a known nought. For look-ups the campaigns are those
    of the same owner. With `latest` other figures rest on the same records.
    """
    latest = latest or Latest()
    periods = periods_of(campaign=campaign, today=today)
    if periods is None:
        return ()
    receiving = tuple(campaign.forms.values_list("organisation", flat=True))
    bodies, all_bodies = bodies_of_each(receiving, _taking_part(campaign, receiving))
    received = received_by(
        {part.organisation for body in bodies for part in body.parts if not part.offices_only}, latest=latest
    )
    digests = tuple(CountImport.objects.order_by("pk").values_list("digest", flat=True))
    spans = _spans()
    recorded = {body: _recorded_days(body, spans, today) for body in bodies}
    own_findings = tuple(
        _finding(
            body=body,
            name=body.name,
            outcome=outcome,
            periods=periods,
            own=tuple(
                tuple((day, sum(received[part.organisation, kind, day] for kind in kinds)) for day in days)
                for part, days in zip(body.parts, recorded[body], strict=True)
            ),
            digests=digests,
            language=get_language(),
        )
        for outcome, kinds in KINDS.items()
        for body in bodies
    )
    owners = {*lineage_ids(organisation=campaign.owner)}
    own_spans = [span for span in spans if span.owner in owners]
    looked_up = _looked_up({span.campaign for span in own_spans}, latest)
    lookups = _finding(
        body=whole_of(all_bodies, only=_counting(Outcome.LOOKUPS)),
        name=campaign.title,
        outcome=Outcome.LOOKUPS,
        periods=periods,
        own=(),
        campaigns_own=tuple((day, looked_up[day]) for day in sorted(_open_days(own_spans, today))),
        digests=digests,
        language=get_language(),
    )
    return (*own_findings, lookups)


def _taking_part(campaign: Campaign, receiving: Iterable[int]) -> tuple[int, ...]:
    """Return whose look-ups before may be compared with the campaign's: its organisations', and every office's."""
    rows = Organisation.objects.filter(
        Q(pk__in={campaign.owner_id, *receiving}) | Q(pk__in=Office.objects.values("organisation"))
    )
    return tuple(rows.values_list("pk", flat=True))


def _counting(outcome: Outcome) -> set[int]:
    """Return who has brought counts of it."""
    counts = DailyCount.objects.filter(outcome=outcome, organisation=OuterRef("pk"))
    return set(Organisation.objects.filter(Exists(counts)).values_list("pk", flat=True))


def _looked_up(campaigns: Collection[int], latest: Latest) -> Counter[date]:
    """Return how many look-ups people made on each day in campaigns (by primary key)."""
    days = DailyFigure.objects.filter(campaign__in=campaigns, kind=FigureKind.LOOKUP, standing=Standing.COUNTED)
    rolled, late = latest.with_rolled(lambda: dict(days.order_by().values_list("day").annotate(n=Sum("count"))))
    found = Counter(rolled)
    for key, number in late.items():
        is_lookup = key.kind == FigureKind.LOOKUP and key.standing == Standing.COUNTED
        if key.campaign in campaigns and is_lookup and not key.is_part:
            found[key.day] += number
    return found


class _Span(NamedTuple):
    """When a campaign opened and closed, whose it is, and who has a form in it (a span for each)."""

    campaign: int
    owner: int
    receiver: int | None
    opened_at: datetime | None
    closed_at: datetime | None


def _spans() -> list[_Span]:
    rows = Campaign.objects.order_by().values_list("pk", "owner", "forms__organisation", "opened_at", "closed_at")
    return [_Span(*row) for row in rows]


def _recorded_days(body: Body, spans: Collection[_Span], today: date) -> tuple[tuple[date, ...], ...]:
    """Return the days on which each part's own records are known.

    Who took another's place also receives what is sent by that one's forms, from the day on which it did.
    """
    windows = {
        part.organisation: set()
        if part.offices_only
        else _open_days((span for span in spans if span.receiver == part.organisation), today)
        for part in body.parts
    }
    together = set().union(*windows.values())
    return tuple(
        tuple(sorted(windows[part.organisation] | {day for day in together if part.follows and day >= part.follows}))
        for part in body.parts
    )


def _open_days(spans: Iterable[_Span], today: date) -> set[date]:
    """Return the days on which one of the campaigns was open, whole days alone."""
    days: set[date] = set()
    for opened, closed in {(span.opened_at, span.closed_at) for span in spans}:
        if opened is None:
            continue
        first, yesterday = day_of(opened), today - timedelta(days=1)
        last = min(day_of(closed), yesterday) if closed else yesterday
        if first <= last:
            days.update(Period(first, last))
    return days


def received_by(pks: Collection[int], *, latest: Latest | None = None) -> Counter[tuple[int, str, date]]:
    """Return what organisations (by primary key) received, by kind and day."""
    kinds = {kind for kinds in KINDS.values() for kind in kinds}
    days = DailyFigure.objects.filter(organisation__in=pks, kind__in=kinds, standing=Standing.COUNTED).order_by()
    counts = days.values_list("organisation", "kind", "day").annotate(n=Sum("count"))
    rolled, late = (latest or Latest()).with_rolled(lambda: list(counts.all()))
    received = Counter({(organisation, kind, day): number for organisation, kind, day, number in rolled})
    for key, number in late.items():
        is_whole = not key.is_part and key.standing == Standing.COUNTED
        if key.kind in kinds and is_whole and key.organisation in pks:
            received[key.organisation, key.kind, key.day] += number
    return received


@lru_cache(maxsize=256)
def _finding(
    *,
    body: Body,
    name: str,
    outcome: Outcome,
    periods: Periods,
    own: tuple[tuple[tuple[date, int], ...], ...],
    digests: tuple[str, ...],
    language: str | None,
    campaigns_own: tuple[tuple[date, int], ...] = (),
) -> Finding:
    """Return one finding, kept for as long as nothing it rests on changes.

    That is once a day: only whole days go in (`own`, part by part), and imported counts change only with their files
    (`digests`). `campaigns_own` are a campaign's own records, which belong to none of the parts.
    """
    series = series_of(body=body, outcome=outcome, own=[dict(days) for days in own] or [{}] * len(body.parts))
    notes = _about_parts(body, series, periods) if own else []
    series = replace(series, own={**series.own, **dict(campaigns_own)})
    own_definition = _OWN_DEFINITIONS[outcome]
    this, before = (_window(series, period, own_definition) for period in (periods.this, periods.before))
    result = uplift(this=this, before=before, history=series.known)
    notes += _mixtures(series, periods)
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
        definition=_joined(word for each in brought for word in each.definitions) if is_imported else own_definition,
        source=_joined(word for each in brought for word in each.sources) if is_imported else "",
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
                ngettext(
                    "From %(period)s, %(number)d day is an imported count and the rest Heard’s own records.",
                    "From %(period)s, %(number)d days are imported counts and the rest Heard’s own records.",
                    len(brought),
                )
                % {"period": str(period), "number": len(brought)}
            )
        if len({word for each in brought for word in each.definitions}) > 1:
            notes.append(_("The imported counts from %(period)s mix definitions.") % {"period": str(period)})
    return notes


def _about_parts(body: Body, series: Series, periods: Periods) -> list[str]:
    """Return what must be known of a body that took the place of others."""
    whole = [part.name for part in body.before if not part.offices_only and part.organisation in series.counted]
    silent = [part.name for part in body.before if not part.offices_only and part.organisation not in series.counted]
    notes = []
    if whole:
        notes.append(
            _("%(who)s took the place of %(parts)s: their counts are added up in both periods.")
            % {"who": body.name, "parts": get_text_list(whole, _("and"))}
        )
    notes += [_("%(part)s brought no counts, so there is nothing of it to add.") % {"part": name} for name in silent]
    for part in body.before:
        if part.offices_only:
            notes.append(
                _("Of %(part)s, whose work was shared out, only counts of the offices that came here are added.")
                % {"part": part.name}
            )
        elif part.shared_with and any(day in series.undivided[part.organisation] for day in _days(periods)):
            notes.append(
                _(
                    "%(others)s took over a part of the work of %(part)s. What cannot be told apart by office is "
                    "counted whole here, so a fall may be that part going elsewhere."
                )
                % {"others": get_text_list(list(part.shared_with), _("and")), "part": part.name}
            )
    if missing := sum(day in series.missing for day in _days(periods)):
        notes.append(
            ngettext(
                "On %(number)d day not every part of %(who)s has a count; that day is left out.",
                "On %(number)d days not every part of %(who)s has a count; those days are left out.",
                missing,
            )
            % {"number": missing, "who": body.name}
        )
    return notes


def _days(periods: Periods) -> Iterator[date]:
    yield from periods.this
    yield from periods.before


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
