"""The way from a link that was seen to feedback that was sent: each step, and how many of one went on to the next."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence.stats import Conversion, conversion
from heard.campaigns.models import Campaign, Destination
from heard.design.clock import end_of_day, start_of_day
from heard.feedback.models import Channel, Submission
from heard.feedback.queries.sent_back import page_title, sent_back
from heard.measurement.queries.access import LiveView
from heard.measurement.queries.asking import FigureQuery
from heard.measurement.queries.breakdown import Tally
from heard.measurement.queries.impressions import impressions
from heard.measurement.queries.tallies import asked_links, figures


class StepName(StrEnum):
    """A step of the way."""

    IMPRESSIONS = "impressions"
    CLICKS = "clicks"
    LANDINGS = "landings"
    LOOKUPS = "lookups"
    CALLS = "call_taps"
    STARTS = "starts"
    FORMS = "forms"
    PIECES = "pieces"


COUNTED_STEPS = tuple(StepName)[1:]
"""Those that Heard counts itself, and so by each row of a breakdown."""


class Base(StrEnum):
    """What a step is compared with."""

    IMPRESSIONS = "impressions"
    LANDING_CLICKS = "landing clicks"
    LANDINGS = "landings"
    NUMBERS_SHOWN = "numbers shown"
    ARRIVALS = "arrivals"
    STARTS = "starts"
    FORMS = "forms"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: how many in all, and of what it is told how many went on; `conversion` is None where nothing is.

    `count` is None where that is not known: impressions, before an export of a network is brought in.
    """

    name: StepName
    count: int | None
    base: Base | None = None
    conversion: Conversion | None = None


@dataclass(frozen=True, kw_only=True)
class FunnelRow:
    """One row of the breakdown. `forms_of_clicks` is None where there was no click."""

    label: str
    detail: str
    day: date | None
    tally: Tally
    forms_of_clicks: Conversion | None


@dataclass(frozen=True, kw_only=True)
class SentBackPage:
    """How often one page of one form (their titles) was sent back with a question."""

    form: str
    title: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """A campaign's funnel as it was asked for. `entered_forms` were sent without a start: on paper, by a partner.

    `sent_back` are the pages that were sent back with a question, the most often sent first; `sent_back_of_starts` is
    how often any was for the forms begun.
    """

    campaign: Campaign
    query: FigureQuery
    today: date
    steps: tuple[Step, ...]
    rows: tuple[FunnelRow, ...]
    entered_forms: int
    outside_clicks: int
    sent_back: tuple[SentBackPage, ...] = ()
    sent_back_of_starts: Conversion | None = None

    @property
    def sent_back_in_all(self) -> int:
        """How often any page was sent back with a question."""
        return sum(page.count for page in self.sent_back)


def funnel(*, view: LiveView, query: FigureQuery, today: date) -> Funnel:
    """Return the funnel of a campaign to somebody who may see it whole."""
    found = figures(view=view, query=query, today=today)
    to_landing = found.leading.get(Destination.LANDING, Tally())
    to_forms = found.leading.get(Destination.FORM, Tally())
    links = asked_links(view=view, query=query)
    entered = _entered_forms(view.campaign, query, links)
    total = found.total
    pages = _sent_back(view.campaign, query, links)
    often = sum(page.count for page in pages)
    return Funnel(
        campaign=view.campaign,
        query=query,
        today=today,
        steps=_steps(total, to_landing, to_forms, entered, impressions(view=view, query=query)),
        rows=tuple(
            FunnelRow(
                label=row.label,
                detail=row.detail,
                day=row.day,
                tally=row.tally,
                forms_of_clicks=conversion(events=row.tally.forms or 0, of=row.tally.clicks or 0),
            )
            for row in found.rows
        ),
        entered_forms=entered,
        outside_clicks=(total.clicks or 0) - (to_landing.clicks or 0) - (to_forms.clicks or 0),
        sent_back=pages,
        sent_back_of_starts=conversion(events=often, of=total.starts or 0, is_share=False) if often else None,
    )


def _steps(total: Tally, to_landing: Tally, to_forms: Tally, entered: int, seen: int | None) -> tuple[Step, ...]:
    """Return the steps, each of those who can have taken it.

    A click can land only where its link leads to the landing page; a form can be started from there or straight from
    a link to it; what was entered without a start is left out where forms are told of starts. A look-up is no share
    of landings: one visitor may make several.
    """
    landings, starts, forms = total.landings or 0, total.starts or 0, total.forms or 0

    def step(name: StepName, base: Base, events: int, of: int, *, is_share: bool = True) -> Step:
        told = conversion(events=events, of=of, is_share=is_share)
        return Step(name=name, count=total.of(name.value) or 0, base=base, conversion=told)

    return (
        Step(name=StepName.IMPRESSIONS, count=seen),
        step(StepName.CLICKS, Base.IMPRESSIONS, total.clicks or 0, seen or 0),
        step(StepName.LANDINGS, Base.LANDING_CLICKS, to_landing.landings or 0, to_landing.clicks or 0),
        step(StepName.LOOKUPS, Base.LANDINGS, total.lookups or 0, landings, is_share=False),
        step(StepName.CALLS, Base.NUMBERS_SHOWN, total.call_taps or 0, total.numbers_shown or 0, is_share=False),
        step(StepName.STARTS, Base.ARRIVALS, starts, landings + (to_forms.clicks or 0)),
        step(StepName.FORMS, Base.STARTS, max(forms - entered, 0), starts),
        step(StepName.PIECES, Base.FORMS, total.pieces or 0, forms, is_share=False),
    )


def _sent_back(campaign: Campaign, query: FigureQuery, links: frozenset[int] | None) -> tuple[SentBackPage, ...]:
    """Return the pages that were sent back in the days and by the links asked for, the most often sent first."""
    counts = sent_back(
        campaign=campaign,
        since=start_of_day(query.since) if query.since else None,
        before=end_of_day(query.until) if query.until else None,
        links=links,
    )
    forms = campaign.forms.select_related("campaign", "organisation").in_bulk({page.form for page in counts})
    return tuple(
        SentBackPage(form=forms[page.form].title, title=page_title(form=forms[page.form], page=page.page), count=number)
        for page, number in counts.most_common()
    )


def _entered_forms(campaign: Campaign, query: FigureQuery, links: frozenset[int] | None) -> int:
    """Return how many of the forms asked for were not filled in on the site itself."""
    sent = Submission.objects.counted().forms().exclude(channel=Channel.WEB).filter(campaign=campaign)
    if query.since:
        sent = sent.filter(received_at__gte=start_of_day(query.since))
    if query.until:
        sent = sent.filter(received_at__lt=end_of_day(query.until))
    if links is not None:
        sent = sent.filter(placement__in=links)
    return sent.count()
