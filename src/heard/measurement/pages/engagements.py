"""What stakeholders did for a campaign: how many, who, and what waits for a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.campaigns.models import Campaign
from heard.campaigns.pages.asking import AskPage, ask_page
from heard.design.dates import said_day
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.paging import Pager
from heard.design.tables import Cell, Cells, Column, Figure, heads
from heard.measurement.actions.mail_logs import MailReport
from heard.measurement.forms.engagements import LEVELS, NONE
from heard.measurement.models import Engagement, EngagementSource, Level
from heard.measurement.pages.files import BringInPage, FileColumn
from heard.measurement.pages.stakeholders import stakeholder_href
from heard.measurement.queries.stakeholders import Did, Involved, Reached

MOST_ALIKE = 20


class Choice(NamedTuple):
    """A decision that can be taken."""

    value: str
    text: str


class Suggested(NamedTuple):
    """What seems to have been done by whom, by what it was found, and where to decide it."""

    name: str
    name_href: str
    source: str
    suggested: str
    words: str
    post_href: str
    href: str
    alike: str


@dataclass(frozen=True, kw_only=True)
class EngagementsPage(Page):
    """How many took part in a campaign, what waits for a decision, and the ways to find more."""

    template: ClassVar[str] = "measurement/engagements.jinja"

    sentence: str
    counts: tuple[Figure, ...]
    waiting: str
    suggestions: tuple[Suggested, ...]
    choices: tuple[Choice, ...]
    meanings: tuple[str, ...]
    suggest_href: str
    list_href: str
    register_href: str
    register_is_empty: bool
    mail_href: str
    form: Form
    names: tuple[str, ...]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class TookPartPage(Page):
    """Who took part in a campaign, of those that are asked for."""

    template: ClassVar[str] = "measurement/took_part.jinja"

    which: Form
    clear_href: str
    sentence: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    pager: Pager
    export_href: str
    chosen: tuple[tuple[str, str], ...]


def engagements_page(
    *,
    campaign: Campaign,
    sentence: str,
    reached: Reached,
    waiting: Iterable[Engagement],
    alike: Mapping[tuple[int, str], int],
    pager: Pager,
    form: Form,
    names: Iterable[str],
) -> EngagementsPage:
    """Return what a campaign's stakeholders did, and what waits for a decision.

    `alike` says how many wait of one stakeholder that were found in one way.
    """
    return EngagementsPage(
        title=_("Stakeholders of %(campaign)s") % {"campaign": campaign.title},
        has_errors=bool(form.errors),
        back_href=reverse("measurement:live", args=[campaign.slug]),
        sentence=sentence,
        counts=(
            _figure(_("Engaged"), reached.engaged, _("answered, met, took part, or did one of the other two")),
            _figure(_("Amplified"), reached.amplified, _("passed the campaign on to their own people")),
            _figure(_("Acted"), reached.acted, _("changed or promised something")),
        ),
        waiting=f"{reached.undecided:,}",
        suggestions=tuple(
            _suggested(campaign, one, alike.get((one.stakeholder_id, one.source), 1) - 1) for one in waiting
        ),
        choices=(
            *(Choice(level.value, str(level.label)) for level in (Level.ENGAGED, Level.AMPLIFIED, Level.ACTED)),
            Choice(NONE, _("Nothing to do with it")),
        ),
        meanings=tuple(str(meaning) for _value, meaning in LEVELS),
        suggest_href=reverse("measurement:suggest_engagements", args=[campaign.slug]),
        list_href=reverse("measurement:took_part", args=[campaign.slug]),
        register_href=reverse("measurement:stakeholders"),
        register_is_empty=not reached.registered,
        mail_href=reverse("measurement:mail_log", args=[campaign.slug]),
        form=form,
        names=tuple(names),
        pager=pager,
    )


def mail_log_page(*, campaign: Campaign, form: Form, problem: str = "", faults: tuple[str, ...] = ()) -> BringInPage:
    """Return the page on which the press office's log of emails is brought in."""
    return BringInPage(
        title=_("Bring in a log of emails"),
        has_errors=bool(form.errors or problem or faults),
        back_href=reverse("measurement:engagements", args=[campaign.slug]),
        form=form,
        sentences=(
            _("Each stakeholder that wrote is suggested as engaged, once for each day; a person decides."),
            _(
                "Heard knows a stakeholder by the email address, or by what stands after its @, among its accounts in"
                " the register. Addresses that are nobody’s there are counted and not kept; nor is any other column."
            ),
            _("Bring in only emails that are about this campaign. The same log again changes nothing."),
        ),
        columns=(
            FileColumn("date", _("The day on which the email came, as 2020-07-08. A time after it is left out.")),
            FileColumn("from", _("The email address of whoever wrote it, with or without a name.")),
        ),
        example_href=reverse("measurement:mail_log_example"),
        file_id="id_file",
        problem=problem,
        faults=faults,
    )


def told_of(report: MailReport) -> str:
    """Return what became of a log of emails, in sentences."""
    told = {"emails": report.emails, "known": report.known, "new": report.new, "strangers": report.strangers}
    return _(
        "Emails: %(emails)s, of stakeholders: %(known)s. New suggestions: %(new)s, one for each stakeholder and day."
        " Addresses that are nobody’s in the register: %(strangers)s; they are not kept."
    ) % {name: f"{number:,}" for name, number in told.items()}


def decision_page(*, campaign: Campaign, engagement: Engagement, alike: Sequence[Engagement], form: Form) -> AskPage:
    """Return the page on which one suggestion is decided, or decided again; with it those `alike` that wait."""
    others = ngettext(
        "%(n)s other was found in the same way and waits:",
        "%(n)s others were found in the same way and wait:",
        len(alike),
    )
    return ask_page(
        title=_("Decide what %(name)s did") % {"name": engagement.stakeholder.name},
        form=form,
        button=_("Decide"),
        back_href=stakeholder_href(engagement.stakeholder),
        sentences=(
            campaign.title,
            _line(engagement),
            *((others % {"n": f"{len(alike):,}"},) if alike else ()),
        ),
        listed=(
            *(_line(one) for one in alike[:MOST_ALIKE]),
            *((_("And earlier ones."),) if len(alike) > MOST_ALIKE else ()),
        ),
    )


def took_part_page(
    *, campaign: Campaign, which: Form, did: Did, sentence: str, involved: Iterable[Involved], pager: Pager
) -> TookPartPage:
    """Return who took part, of those that are asked for."""
    here = reverse("measurement:took_part", args=[campaign.slug])
    numbers = (_("Times engaged"), _("of these: amplified"), _("of these: acted"))
    return TookPartPage(
        title=_("Who took part in %(campaign)s") % {"campaign": campaign.title},
        has_errors=bool(which.errors),
        back_href=reverse("measurement:engagements", args=[campaign.slug]),
        which=which,
        clear_href=here,
        sentence=sentence,
        columns=(
            *heads(_("Name"), _("Kind"), _("Area")),
            *(Column(text=text, is_number=True) for text in numbers),
            *heads(_("First"), _("Last")),
        ),
        rows=tuple(_row(one) for one in involved),
        pager=pager,
        export_href=reverse("measurement:export_engagements", args=[campaign.slug]),
        chosen=tuple((name, value) for name, value in (("level", did.level), ("kind", did.kind)) if value),
    )


def _figure(label: str, number: int, note: str) -> Figure:
    return Figure(label=label, figure=f"{number:,}", note=note)


def _row(one: Involved) -> Cells:
    return (
        Cell(text=one.name, href=reverse("measurement:stakeholder", args=[one.pk])),
        one.kind,
        one.area or _("No one area"),
        *(f"{number:,}" for number in (one.engaged, one.amplified, one.acted)),
        said_day(one.first_on),
        said_day(one.last_on),
    )


def _suggested(campaign: Campaign, one: Engagement, others: int) -> Suggested:
    return Suggested(
        one.stakeholder.name,
        stakeholder_href(one.stakeholder),
        _source(one),
        str(Level(one.suggested).label),
        _words(one),
        one.mention.address if one.mention else "",
        reverse("measurement:decide_engagement", args=[campaign.slug, one.pk]),
        ngettext("%(n)s more like this", "%(n)s more like this", others) % {"n": f"{others:,}"} if others else "",
    )


def _source(one: Engagement) -> str:
    return f"{EngagementSource(one.source).label}, {said_day(one.on)}"


def _line(one: Engagement) -> str:
    words = _words(one)
    return f"{_source(one)}: {words}" if words else _source(one)


def _words(one: Engagement) -> str:
    if one.source == EngagementSource.EMAIL:
        return _("Known by %(account)s") % {"account": one.note}
    return one.note or (one.mention.excerpt if one.mention else "")
