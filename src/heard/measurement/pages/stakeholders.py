"""The register of stakeholders, and what they did for a campaign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heard.campaigns.models import Campaign
from heard.design.forms import Form
from heard.design.pages import Page
from heard.design.paging import Pager
from heard.measurement.models import Engagement, EngagementSource, Level, Network, Stakeholder
from heard.measurement.queries.stakeholders import Reached


class Entry(NamedTuple):
    """A stakeholder in the register."""

    name: str
    detail: str
    accounts: str
    remove_href: str


class Choice(NamedTuple):
    """A decision that can be taken."""

    value: str
    text: str


class Suggested(NamedTuple):
    """What seems to have been done by whom, and where to decide it."""

    name: str
    source: str
    on: str
    words: str
    href: str


class Count(NamedTuple):
    """A number and what it counts."""

    label: str
    value: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class StakeholdersPage(Page):
    """The register, by name, with the forms that add to it."""

    template: ClassVar[str] = "measurement/stakeholders.jinja"

    form: Form
    file_form: Form
    import_href: str
    example_href: str
    faults: tuple[str, ...]
    problem: str
    entries: tuple[Entry, ...]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class EngagementsPage(Page):
    """How many took part in a campaign, what waits for a decision, and the form of what somebody knows."""

    template: ClassVar[str] = "measurement/engagements.jinja"

    sentence: str
    counts: tuple[Count, ...]
    suggestions: tuple[Suggested, ...]
    choices: tuple[Choice, ...]
    suggest_href: str
    export_href: str
    register_href: str
    form: Form
    pager: Pager


def stakeholders_page(
    *,
    form: Form,
    file_form: Form,
    stakeholders: Iterable[Stakeholder],
    pager: Pager,
    faults: tuple[str, ...] = (),
    problem: str = "",
) -> StakeholdersPage:
    """Return the register; `faults` are the cells of a file that cannot be used, `problem` why none of it can."""
    return StakeholdersPage(
        title=_("Stakeholders"),
        has_errors=bool(form.errors or file_form.errors or faults or problem),
        back_href=reverse("measurement:campaigns"),
        form=form,
        file_form=file_form,
        import_href=reverse("measurement:stakeholders_import"),
        example_href=reverse("measurement:stakeholders_example"),
        faults=faults,
        problem=problem,
        entries=tuple(_entry(one) for one in stakeholders),
        pager=pager,
    )


def engagements_page(
    *, campaign: Campaign, sentence: str, reached: Reached, waiting: Iterable[Engagement], pager: Pager, form: Form
) -> EngagementsPage:
    """Return what a campaign's stakeholders did, and what waits for a decision."""
    return EngagementsPage(
        title=_("Stakeholders of %(campaign)s") % {"campaign": campaign.title},
        has_errors=bool(form.errors),
        back_href=reverse("measurement:live", args=[campaign.slug]),
        sentence=sentence,
        counts=(
            Count(_("Engaged"), f"{reached.engaged:,}", _("answered, met, took part, or did one of the two below")),
            Count(_("Amplified"), f"{reached.amplified:,}", _("passed the campaign on to their own people")),
            Count(_("Acted"), f"{reached.acted:,}", _("changed or promised something")),
        ),
        suggestions=tuple(_suggested(campaign, one) for one in waiting),
        choices=(
            Choice(Level.ENGAGED.value, _("Engaged")),
            Choice(Level.AMPLIFIED.value, _("Amplified")),
            Choice(Level.ACTED.value, _("Acted")),
            Choice("", _("None of ours")),
        ),
        suggest_href=reverse("measurement:suggest_engagements", args=[campaign.slug]),
        export_href=reverse("measurement:export_engagements", args=[campaign.slug]),
        register_href=reverse("measurement:stakeholders"),
        form=form,
        pager=pager,
    )


def _entry(one: Stakeholder) -> Entry:
    detail = [str(one.get_kind_display()), one.area.name if one.area else "", str(one.get_influence_display())]
    accounts = [
        f"{Network(handle.network).label}: {handle.handle}"
        + (
            _(" (%(followers)s followers on %(day)s)")
            % {"followers": f"{handle.followers:,}", "day": _day(handle.followers_on)}
            if handle.followers is not None and handle.followers_on
            else ""
        )
        for handle in one.handles.all()
    ]
    return Entry(
        one.name,
        ", ".join(filter(None, detail)),
        "; ".join(accounts),
        reverse("measurement:remove_stakeholder", args=[one.pk]),
    )


def _suggested(campaign: Campaign, one: Engagement) -> Suggested:
    words = one.note or (one.mention.excerpt if one.mention else "")
    return Suggested(
        one.stakeholder.name,
        str(EngagementSource(one.source).label),
        _day(one.on),
        words,
        reverse("measurement:decide_engagement", args=[campaign.slug, one.pk]),
    )


def _day(day: date) -> str:
    return date_format(day, "j F Y")
