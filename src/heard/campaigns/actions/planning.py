"""Making a campaign and its parts: its dates and hosts, doors, forms, waves and partners."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.campaigns import queries
from heard.campaigns.actions.approving import touch_plan
from heard.campaigns.doors import DoorRule
from heard.campaigns.models import Campaign, Form, Partner, Wave
from heard.campaigns.questions import actions as questions
from heard.design.once import anew, once
from heard.design.slugs import free_slug

RESERVED_CAMPAIGN_SLUGS = frozenset({"new"})
RESERVED_FORM_SLUGS = frozenset({"contact", "film", "new", "tap"})
"""Words that stand in the same place of an address for something else."""


class FrontPageTaken(Exception):
    """Another campaign is the front page; there is only one."""


class NotPreparing(Exception):
    """The campaign has opened: its forms stand."""


class WaveExists(Exception):
    """The campaign has a wave of that name, however its letters are written."""


class AlreadyPartner(Exception):
    """The organisation is a partner of the campaign already."""


@dataclass(frozen=True, kw_only=True)
class CampaignPlan:
    """What a manager says about a campaign. Without baseline days, the same days a year before are taken."""

    title: str
    hashtag: str
    summary: str
    starts_on: date
    ends_on: date
    baseline_starts_on: date | None
    baseline_ends_on: date | None
    contact_phone: str
    contact_hours: str
    allowed_hosts: tuple[str, ...]
    is_front_page: bool


def year_before(day: date) -> date:
    """Return the same day a year before; 28 February for 29 February."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


@transaction.atomic
def create_campaign(*, owner: Organisation, plan: CampaignPlan, by: User | None, now: datetime) -> Campaign:
    """Make a campaign in preparation. Raises FrontPageTaken."""
    campaign = Campaign(owner=owner, created_at=now)
    _follow(campaign, plan)
    campaign.is_front_page = False
    anew(lambda: _save_new(campaign))
    if plan.is_front_page:
        campaign.is_front_page = True
        with once(FrontPageTaken):
            campaign.save(update_fields=["is_front_page"])
    record(
        code="campaigns.campaign.created", subject=campaign, by=by, now=now, organisation=owner, title=campaign.title
    )
    return campaign


@transaction.atomic
def change_campaign(*, campaign: Campaign, plan: CampaignPlan, by: User | None, now: datetime) -> None:
    """Change what a campaign says of itself, and nothing else: its state may have moved on. Raises FrontPageTaken."""
    _hold(campaign)
    _follow(campaign, plan)
    with once(FrontPageTaken):
        campaign.save(update_fields=[field.name for field in fields(CampaignPlan)])
    record(
        code="campaigns.campaign.changed",
        subject=campaign,
        by=by,
        now=now,
        organisation=campaign.owner,
        title=campaign.title,
    )


def _save_new(campaign: Campaign) -> None:
    taken = RESERVED_CAMPAIGN_SLUGS | set(Campaign.objects.values_list("slug", flat=True))
    campaign.slug = free_slug(campaign.title, taken=taken, otherwise="campaign")
    campaign.save()


def _follow(campaign: Campaign, plan: CampaignPlan) -> None:
    if plan.is_front_page and Campaign.objects.filter(is_front_page=True).exclude(pk=campaign.pk).exists():
        raise FrontPageTaken
    campaign.title = plan.title
    campaign.hashtag = plan.hashtag
    campaign.summary = plan.summary
    campaign.starts_on = plan.starts_on
    campaign.ends_on = plan.ends_on
    campaign.baseline_starts_on = plan.baseline_starts_on or year_before(plan.starts_on)
    campaign.baseline_ends_on = plan.baseline_ends_on or year_before(plan.ends_on)
    campaign.contact_phone = plan.contact_phone
    campaign.contact_hours = plan.contact_hours
    campaign.allowed_hosts = list(plan.allowed_hosts)
    campaign.is_front_page = plan.is_front_page


def _hold(campaign: Campaign) -> None:
    """Lock the campaign's row and read it again, so that what is written follows what others wrote before."""
    campaign.refresh_from_db(from_queryset=Campaign.objects.select_for_update())


@transaction.atomic
def change_doors(*, campaign: Campaign, rule: DoorRule, by: User | None, now: datetime) -> None:
    """Change which doors the landing page shows."""
    campaign.doors = rule.as_data()
    campaign.save(update_fields=["doors"])
    record(code="campaigns.doors.changed", subject=campaign, by=by, now=now, organisation=campaign.owner)


@transaction.atomic
def add_form(
    *, campaign: Campaign, organisation: Organisation, title: str, template: str, by: User | None, now: datetime
) -> Form:
    """Give an organisation a form in the campaign, with the questions of a shipped template. Raises NotPreparing."""
    _hold(campaign)
    if not campaign.is_preparing:
        raise NotPreparing
    taken = set(campaign.forms.values_list("slug", flat=True)) | RESERVED_FORM_SLUGS
    slug = free_slug(organisation.short_name or organisation.name, taken=taken, otherwise="form")
    form = Form.objects.create(campaign=campaign, organisation=organisation, title=title, slug=slug)
    questions.add_question_set(form=form, template=template, by=by, now=now)
    record(
        code="campaigns.form.added",
        subject=form,
        by=by,
        now=now,
        organisation=campaign.owner,
        title=title,
        organisation_name=organisation.name,
    )
    return form


@dataclass(frozen=True, kw_only=True)
class WavePlan:
    """What a manager says about a wave. Without a greeting the landing page has one for each kind of audience."""

    name: str
    audience: str
    audience_kind: str = ""
    greeting: str = ""
    population: int | None = None
    population_source: str = ""
    starts_on: date
    ends_on: date


@transaction.atomic
def set_reading_hours(*, form: Form, hours: str, by: User | None, now: datetime) -> None:
    """Say when staff read what a form brings in; people in danger are told so, and told when nobody does."""
    form.reading_hours = hours
    form.save(update_fields=["reading_hours"])
    record(code="campaigns.form.reading_hours_set", subject=form, by=by, now=now, organisation=form.campaign.owner)


@transaction.atomic
def add_wave(*, campaign: Campaign, plan: WavePlan, by: User | None, now: datetime) -> Wave:
    """Add a wave for one audience. Raises WaveExists."""
    wave = Wave(campaign=campaign)
    _set_wave(wave, plan)
    touch_plan(campaign=campaign, by=by, now=now)
    record(code="campaigns.wave.added", subject=wave, by=by, now=now, organisation=campaign.owner, name=plan.name)
    return wave


@transaction.atomic
def change_wave(*, wave: Wave, plan: WavePlan, by: User | None, now: datetime) -> None:
    """Change a wave's name, audience, greeting and days. Raises WaveExists."""
    _set_wave(wave, plan)
    touch_plan(campaign=wave.campaign, by=by, now=now)
    organisation = wave.campaign.owner
    record(code="campaigns.wave.changed", subject=wave, by=by, now=now, organisation=organisation, name=plan.name)


def _set_wave(wave: Wave, plan: WavePlan) -> None:
    others = wave.campaign.waves.exclude(pk=wave.pk).values_list("name", flat=True)
    if plan.name.casefold() in {name.casefold() for name in others}:
        raise WaveExists
    for field in fields(plan):
        setattr(wave, field.name, getattr(plan, field.name))
    with once(WaveExists):
        wave.save()


@transaction.atomic
def add_partner(*, campaign: Campaign, organisation: Organisation, by: User | None, now: datetime) -> Partner:
    """Give an organisation the part of a partner. Raises AlreadyPartner, also where one before it is."""
    if queries.is_partner(campaign=campaign, organisation=organisation):
        raise AlreadyPartner
    partner, is_new = Partner.objects.get_or_create(
        campaign=campaign, organisation=organisation, defaults={"joined_at": now}
    )
    if not is_new:
        raise AlreadyPartner
    record(
        code="campaigns.partner.added",
        subject=partner,
        by=by,
        now=now,
        organisation=campaign.owner,
        organisation_name=organisation.name,
    )
    return partner


@transaction.atomic
def change_return_address(*, form: Form, return_address: str, by: User | None, now: datetime) -> None:
    """Say where a form's paper is posted to; nothing takes it off the landing page."""
    form.return_address = return_address
    form.save(update_fields=["return_address"])
    record(
        code="campaigns.form.return_address_changed",
        subject=form,
        by=by,
        now=now,
        organisation=form.organisation,
        title=form.title,
    )
