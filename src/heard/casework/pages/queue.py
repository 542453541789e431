"""The queue, as a caseworker sees it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.models import Organisation
from heard.casework.forms.filtering import QueueFilterForm
from heard.casework.models import Case, CaseStatus, RiskState
from heard.casework.pages import words
from heard.casework.pages.headings import service_heading
from heard.casework.pages.parts import Link, Tag, language_tag, news_tag, risk_tag, status_tag, tone_tag
from heard.casework.queries.filtering import MOST_WITH_WORDS, NOT_ENGLISH, UNREAD, QueueFilter
from heard.casework.queries.queueing import Queue, Row, Tally
from heard.design.pages import Page
from heard.feedback.models import Channel

_SELDOM_ASKED = {*("risk", "source", "flag", "language", "channel", "since", "until", "campaign", "form", "placement")}


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One status with its count, leading to the cases that have it."""

    text: str
    count: str
    href: str
    is_current: bool
    is_alarming: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One case in the queue."""

    href: str
    heading: str
    words: tuple[words.Segment, ...]
    is_waiting: bool
    has_failed: bool
    has_risk: bool
    tags: tuple[Tag, ...]
    themes: tuple[str, ...]
    more_themes: str
    age: str
    received: str
    assigned: str
    origin: str


@dataclass(frozen=True, kw_only=True)
class QueuePage(Page):
    """One page of one organisation's queue, risk first, then the newest."""

    template: ClassVar[str] = "casework/queue.jinja"

    organisation: str
    form: QueueFilterForm
    tabs: tuple[Tab, ...]
    chips: tuple[Link, ...]
    clear_href: str
    lines: tuple[Line, ...]
    newer_href: str
    older_href: str
    export_href: str
    groups_href: str
    quotes_href: str
    filters_are_open: bool
    has_placements: bool
    is_cut: str

    @classmethod
    def of(
        cls,
        *,
        organisation: Organisation,
        form: QueueFilterForm,
        asked: QueueFilter,
        queue: Queue,
        tally: Tally,
        is_cut: bool,
        may_export: bool,
        now: datetime,
    ) -> Self:
        """Return the page of what was asked for."""
        here = reverse("casework:queue_of", args=[organisation.slug])
        return cls(
            title=_("Queue"),
            organisation=organisation.name,
            form=form,
            has_errors=bool(form.errors),
            tabs=tuple(_tabs(here, asked, tally)),
            chips=tuple(_chips(here, asked, form)),
            clear_href=here,
            lines=tuple(line_of(row, asked=asked, now=now) for row in queue.rows),
            newer_href=here + asked.query(before=str(queue.before)) if queue.before else "",
            older_href=here + asked.query(after=str(queue.after)) if queue.after else "",
            export_href=reverse("casework:export", args=[organisation.slug]) + asked.query() if may_export else "",
            groups_href=reverse("casework:groups_of", args=[organisation.slug]) if may_export else "",
            quotes_href=reverse("casework:quotes_of", args=[organisation.slug]) if may_export else "",
            filters_are_open=bool(form.errors) or bool(set(asked.without_part().parameters()) & _SELDOM_ASKED),
            has_placements="placement" in form.fields,
            is_cut=_("Many cases hold these words. The newest %(n)s show; add a filter to find others.")
            % {"n": words.count(MOST_WITH_WORDS)}
            if is_cut
            else "",
        )


def line_of(row: Row, *, asked: QueueFilter, now: datetime, shown: int = 3) -> Line:
    """Return one case as a line whose link keeps the filters; the first few themes are named."""
    case = row.case
    rest = len(row.themes) - shown
    return Line(
        href=reverse("casework:case", args=[case.pk]) + asked.query(),
        heading=service_heading(piece=case.piece, described=row.described),
        words=words.segments(row.words),
        is_waiting=case.read_at is None and not case.could_not_be_read,
        has_failed=case.read_at is None and case.could_not_be_read,
        has_risk=case.risk == RiskState.OPEN,
        tags=tuple(
            tag
            for tag in (
                risk_tag(case),
                language_tag(case),
                news_tag(case),
                tone_tag(case.tone),
                status_tag(case),
                test_tag(case),
                unusual_tag(row.flags),
                aside_tag(case),
            )
            if tag
        ),
        themes=row.themes[:shown],
        more_themes=ngettext("and %(n)d more", "and %(n)d more", rest) % {"n": rest} if rest > 0 else "",
        age=words.age(case.received_at, now=now),
        received=words.day(case.received_at),
        assigned=case.assigned_to.full_name if case.assigned_to else "",
        origin=" · ".join(str(one) for one in (Channel(case.channel).label, case.campaign) if one),
    )


def test_tag(case: Case) -> Tag | None:
    """Return the tag of a submission that was sent to try the form out."""
    return Tag(text=_("Test"), look="warn") if case.is_test else None


def unusual_tag(flags: tuple[str, ...]) -> Tag | None:
    """Return the tag of what looked unusual about how it came."""
    return Tag(text=_("Unusual"), look="warn") if flags else None


def aside_tag(case: Case) -> Tag | None:
    """Return the tag of what is left out of figures, by a decision or an objection; it is worked on like any other."""
    submission = case.piece.submission
    return Tag(text=_("Not in figures")) if submission.set_aside_at or submission.objected_at else None


def _tabs(here: str, asked: QueueFilter, tally: Tally) -> Iterator[Tab]:
    plain = asked.without_part()
    yield Tab(
        text=_("All"),
        count=words.count(tally.total),
        href=here + plain.query(),
        is_current=not asked.status and not asked.news and asked.risk != RiskState.OPEN,
    )
    risk = replace(plain, risk=RiskState.OPEN.value)
    yield Tab(
        text=str(RiskState.OPEN.label),
        count=words.count(tally.open_risk),
        href=here + risk.query(),
        is_current=asked.risk == RiskState.OPEN,
        is_alarming=tally.open_risk > 0,
    )
    if tally.news or asked.news:
        yield Tab(
            text=_("New messages"),
            count=words.count(tally.news),
            href=here + replace(plain, news=UNREAD).query(),
            is_current=bool(asked.news),
            is_alarming=tally.news > 0,
        )
    if tally.not_english:
        waiting = replace(plain, language=asked.language or NOT_ENGLISH, status=CaseStatus.NEW.value)
        yield Tab(
            text=_("Not in English"),
            count=words.count(tally.not_english),
            href=here + waiting.query(),
            is_current=bool(asked.language) and asked.status == CaseStatus.NEW,
            is_alarming=True,
        )
    for status in CaseStatus:
        yield Tab(
            text=str(status.label),
            count=words.count(tally.by_status[status]),
            href=here + replace(plain, status=status.value).query(),
            is_current=asked.status == status
            and asked.risk != RiskState.OPEN
            and not (asked.language and tally.not_english and status == CaseStatus.NEW),
        )


def _chips(here: str, asked: QueueFilter, form: QueueFilterForm) -> Iterator[Link]:
    """Yield each filter that is set, in words; following one takes it away."""
    for name in asked.without_part().parameters():
        if name in form.fields:
            text = f"{form[name].label}: {_shown(form, asked, name)}"
            yield Link(text=text, href=here + asked.without(name).query())


def _shown(form: QueueFilterForm, asked: QueueFilter, name: str) -> str:
    value = getattr(asked, name)
    pairs = {str(key): str(label) for key, label in getattr(form.fields[name], "choices", ())}
    return pairs.get(str(value), words.day(value) if name in {"since", "until"} else str(value))
