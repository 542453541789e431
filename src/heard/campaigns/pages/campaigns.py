"""Pages on which managers prepare, open and close a campaign."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.queries import public_name
from heard.campaigns import links
from heard.campaigns.arriving import Trail
from heard.campaigns.calling import watching
from heard.campaigns.models import Campaign, CampaignState, Form, Partner, Placement, Wave
from heard.campaigns.pages.asking import AskPage, ConfirmPage, ask_page
from heard.campaigns.pages.greetings import greeting_of
from heard.campaigns.pages.grids import link_row
from heard.campaigns.pages.shown import (
    Fact,
    Row,
    StateTag,
    campaign_href,
    columns,
    days_of,
    list_href,
    questions_href,
    state_of,
)
from heard.campaigns.preview import preview_token
from heard.campaigns.queries import Readiness
from heard.design.forms import Form as DesignForm
from heard.design.pages import Page
from heard.design.tables import Cell, Column
from heard.places.hours import hours_of, said


@dataclass(frozen=True, kw_only=True)
class Action:
    """A step that can be taken from a page."""

    text: str
    href: str
    is_main: bool = False


@dataclass(frozen=True, kw_only=True)
class CampaignsPage(Page):
    """The campaigns that the reader may see."""

    template: ClassVar[str] = "campaigns/list.jinja"

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    create_href: str


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing that a campaign needs before it can open."""

    text: str
    is_met: bool
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """One organisation's form."""

    title: str
    organisation: str
    questions_href: str
    reading_hours: str
    reading_hours_href: str
    preview_href: str
    paper_href: str


@dataclass(frozen=True, kw_only=True)
class CampaignPage(Page):
    """One campaign: its state, what is missing, its forms, waves, partners and links, and the steps that lead on."""

    template: ClassVar[str] = "campaigns/campaign.jinja"

    state: StateTag
    facts: tuple[Fact, ...]
    needs: tuple[Need, ...]
    steps: tuple[Action, ...]
    landing_href: str
    preview_href: str
    forms: tuple[FormRow, ...]
    wave_columns: tuple[Column, ...]
    waves: tuple[Row, ...]
    partners: tuple[str, ...]
    placement_columns: tuple[Column, ...]
    placements: tuple[Row, ...]
    plan_href: str
    posts_href: str
    calendar_href: str
    copy_href: str
    edit_href: str
    doors_href: str
    languages_href: str
    film_href: str
    add_form_href: str
    add_wave_href: str
    add_partner_href: str
    toolkits_href: str
    place_href: str
    links_href: str
    grid_href: str
    can_change: bool
    can_place: bool


def campaigns_page(*, campaigns: Iterable[Campaign], can_create: bool) -> CampaignsPage:
    """Return the list of campaigns."""
    return CampaignsPage(
        title=_("Campaigns"),
        columns=columns(_("Campaign"), _("State"), _("Run by"), _("Runs")),
        rows=tuple(
            (
                Cell(text=campaign.title, href=campaign_href(campaign)),
                state_of(campaign),
                Cell(text=campaign.owner.name),
                Cell(text=days_of(campaign.starts_on, campaign.ends_on)),
            )
            for campaign in campaigns
        ),
        create_href=reverse("campaigns:create") if can_create else "",
    )


def campaign_page(
    *,
    campaign: Campaign,
    readiness: Readiness,
    forms: Iterable[Form],
    waves: Iterable[Wave],
    partners: Iterable[Partner],
    placements: Iterable[Placement],
    can_change: bool,
) -> CampaignPage:
    """Return one campaign's page, with its steps where the reader may take them."""
    preview = Trail(preview=preview_token(campaign_id=campaign.pk))

    def at(name: str) -> str:
        return reverse(f"campaigns:{name}", args=[campaign.slug])

    return CampaignPage(
        title=campaign.title,
        back_href=list_href(),
        state=state_of(campaign),
        facts=_facts(campaign),
        needs=_needs(campaign, readiness) if campaign.is_preparing else (),
        steps=_steps(campaign, readiness) if can_change else (),
        landing_href=links.landing_path(campaign, trail=Trail()),
        preview_href=links.landing_path(campaign, trail=preview),
        forms=tuple(
            FormRow(
                title=form.title,
                organisation=public_name(organisation=form.organisation),
                questions_href=questions_href(campaign, form),
                reading_hours=form.reading_hours or _("not said"),
                reading_hours_href=reverse("campaigns:reading_hours", args=[campaign.slug, form.slug]),
                preview_href=links.form_path(campaign, form_slug=form.slug, trail=preview),
                paper_href=reverse("feedback:paper", args=[campaign.slug, form.slug]) if can_change else "",
            )
            for form in forms
        ),
        wave_columns=columns(_("Wave"), _("For"), _("Greeting"), _("Days")),
        waves=tuple(_wave_row(campaign, wave, can_change=can_change) for wave in waves),
        partners=tuple(public_name(organisation=partner.organisation) for partner in partners),
        placement_columns=columns(
            _("Link"), _("Where people see it"), _("Partner"), _("Wave"), _("Leads to"), _("State")
        ),
        placements=tuple(link_row(campaign, placement) for placement in placements),
        links_href=at("links"),
        grid_href=at("grid"),
        plan_href=at("plan"),
        posts_href=at("posts"),
        calendar_href=at("calendar"),
        copy_href=at("copy"),
        edit_href=at("edit"),
        doors_href=at("doors"),
        languages_href=at("languages"),
        film_href=at("choose_film"),
        add_form_href=at("add_form") if campaign.is_preparing else "",
        add_wave_href=at("add_wave"),
        add_partner_href=at("add_partner"),
        toolkits_href=reverse("publication:toolkits", args=[campaign.slug]),
        place_href=at("place"),
        can_change=can_change,
        can_place=can_change and campaign.state != CampaignState.CLOSED,
    )


def _facts(campaign: Campaign) -> tuple[Fact, ...]:
    facts = (
        Fact(key=_("Run by"), value=campaign.owner.name),
        Fact(key=_("Hashtag"), value=f"#{campaign.hashtag}" if campaign.hashtag else ""),
        Fact(key=_("Runs"), value=days_of(campaign.starts_on, campaign.ends_on)),
        Fact(key=_("Compared with"), value=days_of(campaign.baseline_starts_on, campaign.baseline_ends_on)),
        Fact(key=_("Phone"), value=campaign.contact_phone),
        Fact(key=_("Answered"), value=campaign.contact_hours),
        Fact(key=_("Other websites"), value=", ".join(campaign.allowed_hosts)),
        Fact(key=_("Front page"), value=_("Yes") if campaign.is_front_page else _("No")),
    )
    return tuple(fact for fact in facts if fact.value)


def _needs(campaign: Campaign, readiness: Readiness) -> tuple[Need, ...]:
    def at(name: str) -> str:
        return reverse(f"campaigns:{name}", args=[campaign.slug])

    return (
        Need(text=_("A form with questions"), is_met=readiness.has_form, href=at("add_form")),
        Need(text=_("A link to pass on"), is_met=readiness.has_placement, href=at("place")),
        Need(text=_("A last day that is not over"), is_met=readiness.has_days_left, href=at("edit")),
        Need(text=_("A phone number for people who need help"), is_met=readiness.has_contact, href=at("edit")),
    )


def _steps(campaign: Campaign, readiness: Readiness) -> tuple[Action, ...]:
    def step(name: str, text: str, *, is_main: bool = False) -> Action:
        return Action(text=text, href=reverse("campaigns:step", args=[campaign.slug, name]), is_main=is_main)

    steps = {
        CampaignState.PREPARING: (step("open", _("Open the campaign"), is_main=True),) if readiness.is_ready else (),
        CampaignState.OPEN: (step("pause", _("Pause the campaign")), step("close", _("Close the campaign"))),
        CampaignState.PAUSED: (
            step("resume", _("Open the campaign again"), is_main=True),
            step("close", _("Close the campaign")),
        ),
        CampaignState.CLOSED: (),
    }
    return steps[CampaignState(campaign.state)]


def _wave_row(campaign: Campaign, wave: Wave, *, can_change: bool) -> Row:
    href = reverse("campaigns:wave", args=[campaign.slug, wave.pk]) if can_change else ""
    return (
        Cell(text=wave.name, href=href),
        Cell(text=wave.audience),
        Cell(text=greeting_of(wave)),
        Cell(text=days_of(wave.starts_on, wave.ends_on)),
    )


def step_page(*, campaign: Campaign, step: str) -> ConfirmPage:
    """Return what a manager reads before the public is let in or kept out. Raises KeyError for an unknown step."""
    say = {
        "open": (
            _("Open %(campaign)s"),
            (
                _("Everyone will be able to use its links and forms."),
                _("The questions will be fixed. You can still mend words, which makes a new version."),
                _("What was tried out until now stays marked as a test and is never counted."),
            ),
            _("Open the campaign"),
        ),
        "pause": (
            _("Pause %(campaign)s"),
            (
                _("Nobody will be able to send the form. Links will say where to turn."),
                _("You can open it again."),
            ),
            _("Pause the campaign"),
        ),
        "resume": (
            _("Open %(campaign)s again"),
            (_("Everyone will be able to use its links and forms again."),),
            _("Open the campaign again"),
        ),
        "close": (
            _("Close %(campaign)s"),
            (
                _("Nobody will be able to send the form. Links will say where to turn, for ever."),
                _("You cannot open it again."),
            ),
            _("Close the campaign"),
        ),
    }
    title, sentences, button = say[step]
    return ConfirmPage(
        title=title % {"campaign": campaign.title},
        sentences=sentences,
        button=button,
        is_warning=step in {"pause", "close"},
        back_href=campaign_href(campaign),
    )


def reading_hours_page(*, form: Form, answers: DesignForm, now: datetime) -> AskPage:
    """Return the page that asks when staff read what a form brings in, with what is understood so far."""
    read = hours_of(form.reading_hours)
    reader = form.organisation.name
    understood = (_("Now: %(hours)s.") % {"hours": "; ".join(said(read))},) if read else ()
    return ask_page(
        title=_("When “%(form)s” is read") % {"form": form.title},
        form=answers,
        button=_("Save"),
        back_href=campaign_href(form.campaign),
        sentences=(
            _("People who say that someone is in danger are told whether anyone reads now, and if not, from when."),
            *understood,
            _("They are told at this moment: “%(words)s”")
            % {"words": watching(reader=reader, hours=form.reading_hours, now=now).words},
        ),
    )
