"""Reads about campaigns: who may see which, what a link is, and what still is missing."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation, Role, User
from heard.accounts.queries import Following, following, lineage_ids, organisations_for, workplaces_for
from heard.campaigns.models import (
    Campaign,
    CampaignState,
    DailySalt,
    Form,
    Partner,
    Placement,
    QuestionSet,
    Wave,
)
from heard.design.errors import NotFound

LOOKS_LIKE_CODE = re.compile(r"[a-z0-9-]{1,40}")
MOST_BEGINNINGS = 200
"""How many beginnings of codes are asked for by name: a database takes only so many conditions."""
AT_ONCE = 400
READERS = (Role.CAMPAIGN_MANAGER, Role.ANALYST)
WRITERS = (Role.CAMPAIGN_MANAGER,)


def campaigns_for(*, user: User, roles: tuple[Role, ...] = READERS) -> QuerySet[Campaign]:
    """Return the campaigns that an organisation of the person owns or has a form in, the latest start first."""
    organisations = organisations_for(user=user, roles=roles)
    mine = Campaign.objects.filter(Q(owner__in=organisations) | Q(forms__organisation__in=organisations))
    return Campaign.objects.filter(pk__in=mine.values("pk")).select_related("owner").order_by("-starts_on", "slug")


def campaign_for(*, user: User, slug: str, roles: tuple[Role, ...] = READERS) -> Campaign:
    """Return one of the person's campaigns; raise NotFound where it is missing or not theirs."""
    campaign = campaigns_for(user=user, roles=roles).filter(slug=slug).first()
    if campaign is None:
        raise NotFound
    return campaign


def managed_campaign_for(*, user: User, slug: str) -> Campaign:
    """Return a campaign that the person may change, as a campaign manager of its owner; raise NotFound otherwise."""
    campaign = (
        Campaign.objects.filter(slug=slug, owner__in=organisations_for(user=user, roles=WRITERS))
        .select_related("owner")
        .first()
    )
    if campaign is None:
        raise NotFound
    return campaign


def form_for(*, user: User, campaign_slug: str, form_slug: str) -> Form:
    """Return a form of one of the person's campaigns; raise NotFound where it is missing or not theirs."""
    return _form_of(campaign_for(user=user, slug=campaign_slug), form_slug)


def managed_form_for(*, user: User, campaign_slug: str, form_slug: str) -> Form:
    """Return a form of a campaign that the person may change; raise NotFound otherwise."""
    return _form_of(managed_campaign_for(user=user, slug=campaign_slug), form_slug)


def _form_of(campaign: Campaign, slug: str) -> Form:
    form = campaign.forms.filter(slug=slug).select_related("campaign__owner", "organisation__kept_by").first()
    if form is None:
        raise NotFound
    return form


def may_manage(*, user: User, campaign: Campaign) -> bool:
    """Return whether the person may change the campaign."""
    return organisations_for(user=user, roles=WRITERS).filter(pk=campaign.owner_id).exists()


def is_staff_of(*, user: User, campaign: Campaign) -> bool:
    """Return whether the person works for the campaign's owner or for an organisation with a form in it."""
    return (
        organisations_for(user=user, roles=tuple(Role))
        .filter(Q(pk=campaign.owner_id) | Q(forms__campaign=campaign))
        .exists()
    )


def owners_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations for which the person may make a campaign."""
    return workplaces_for(user=user, roles=WRITERS)


def organisations() -> QuerySet[Organisation]:
    """Return every organisation that has not closed, by name: any of them may be given a form or a partner's part."""
    return Organisation.objects.filter(closed_at=None).order_by("name")


def public_campaign(slug: str) -> Campaign:
    """Return the campaign at a public address, in whatever state; raise NotFound where there is none."""
    campaign = Campaign.objects.filter(slug=slug).select_related("owner__kept_by").first()
    if campaign is None:
        raise NotFound
    return campaign


def film_by_name(*, name: str) -> FieldFile:
    """Return the film or captions of this name that a campaign shows; raise NotFound where none does."""
    campaign = Campaign.objects.filter(Q(film=name) | Q(film_captions=name)).first()
    if campaign is None:
        raise NotFound
    return campaign.film if campaign.film.name == name else campaign.film_captions


def front_page_campaign() -> Campaign | None:
    """Return the campaign that greets visitors at `/`."""
    return Campaign.objects.filter(is_front_page=True).select_related("owner__kept_by").first()


def open_campaigns() -> QuerySet[Campaign]:
    """Return the campaigns that are open to the public, by title."""
    return Campaign.objects.filter(state=CampaignState.OPEN).order_by("title")


def public_form(campaign_slug: str, form_slug: str) -> Form:
    """Return the form at a public address, or raise NotFound. visiting.entrance says who may come in."""
    form = (
        Form.objects.filter(campaign__slug=campaign_slug, slug=form_slug)
        .select_related("campaign__owner__kept_by", "organisation__kept_by")
        .first()
    )
    if form is None:
        raise NotFound
    return form


def current_question_set(form: Form) -> QuestionSet:
    """Return the questions that visitors see: the latest frozen version, or the latest one while none is frozen.

    Raises NotFound where the form has no questions yet.
    """
    versions = QuestionSet.objects.filter(form=form).order_by("-version")
    current = versions.exclude(frozen_at=None).first() or versions.first()
    if current is None:
        raise NotFound
    return current


def placement_by_code(code: str) -> Placement | None:
    """Return the placement whose link has this code, typed in any case, with 0 for o and 1 for l."""
    typed = code.strip().lower()
    if not LOOKS_LIKE_CODE.fullmatch(typed):
        return None
    plain = typed.replace("0", "o").replace("1", "l")
    found = Placement.objects.filter(code__in={typed, plain}).select_related("campaign", "wave", "form", "area")
    return min(found, key=lambda placement: placement.code != typed, default=None)


class LinkRecord(NamedTuple):
    """All that decides where a link leads, beside its campaign."""

    pk: int
    code: str
    campaign_id: int
    area_id: int | None
    withdrawn_at: datetime | None
    destination: str
    form_slug: str | None
    outside_url: str
    language: str


class CampaignRecord(NamedTuple):
    """All that decides where a campaign's links lead, beside the links."""

    pk: int
    slug: str
    state: str
    allowed_hosts: list[str]


def every_placement() -> list[LinkRecord]:
    """Return every link: the hot path keeps them all in memory."""
    names = ("form__slug" if name == "form_slug" else name for name in LinkRecord._fields)
    return [LinkRecord(*row) for row in Placement.objects.values_list(*names)]


def placements_by_codes(*, codes: Sequence[str]) -> Iterator[Placement]:
    """Yield the placements with these codes, with what their links need."""
    for start in range(0, len(codes), AT_ONCE):
        part = codes[start : start + AT_ONCE]
        yield from Placement.objects.filter(code__in=part).select_related("campaign", "form")


def every_campaign() -> list[CampaignRecord]:
    """Return every campaign, for the hot path."""
    return [CampaignRecord(*row) for row in Campaign.objects.values_list(*CampaignRecord._fields)]


def placement_for(*, user: User, campaign_slug: str, code: str) -> Placement:
    """Return a placement of one of the person's campaigns; raise NotFound where it is missing or not theirs."""
    placement = (
        Placement.objects.filter(campaign=campaign_for(user=user, slug=campaign_slug), code=code)
        .select_related("campaign__owner", "wave", "partner__organisation__kept_by", "form", "area")
        .first()
    )
    if placement is None:
        raise NotFound
    return placement


def has_clicks(*, placement: Placement) -> bool:
    """Return whether anyone but the campaign's own testers has followed the link."""
    return placement.visits.counted().exists()


def codes_beginning_with(*, stem: str) -> set[str]:
    """Return the codes in use, of any campaign, that begin so."""
    return set(Placement.objects.filter(code__startswith=stem).values_list("code", flat=True))


def codes_of_stems(*, stems: Collection[str]) -> set[str]:
    """Return the codes in use, of any campaign, that begin with one of the stems: one query for all of them."""
    if not stems:
        return set()
    beginnings = {stem.split("-")[0] for stem in stems}
    if len(beginnings) > MOST_BEGINNINGS:
        return set(Placement.objects.values_list("code", flat=True))
    begins = reduce(or_, (Q(code__startswith=f"{beginning}-") for beginning in sorted(beginnings)))
    return set(Placement.objects.filter(begins).values_list("code", flat=True))


def standing_links(*, campaign: Campaign, wave: Wave | None, is_paid: bool, language: str) -> QuerySet[Placement]:
    """Return the campaign's links of one wave (or of none), paid for or not, in one language, that lead on."""
    standing = campaign.placements.filter(wave=wave, is_paid=is_paid, language=language, withdrawn_at=None)
    return standing.select_related("partner").order_by("pk")


def waves_of(*, campaign: Campaign) -> QuerySet[Wave]:
    """Return the campaign's waves, the first one first."""
    return campaign.waves.order_by("starts_on", "pk")


def wave_of(*, campaign: Campaign, wave_id: int) -> Wave:
    """Return one wave of the campaign; raise NotFound where it has no such wave."""
    wave = campaign.waves.filter(pk=wave_id).first()
    if wave is None:
        raise NotFound
    return wave


def is_partner(*, campaign: Campaign, organisation: Organisation) -> bool:
    """Return whether the organisation, or one before it, is a partner of the campaign."""
    return campaign.partners.filter(organisation__in=lineage_ids(organisation=organisation)).exists()


def partners_of(*, campaign: Campaign) -> QuerySet[Partner]:
    """Return the campaign's partners by name."""
    return campaign.partners.select_related("organisation__kept_by").order_by("organisation__name")


def forms_of(*, campaign: Campaign) -> QuerySet[Form]:
    """Return the campaign's forms in the order in which they were added."""
    return campaign.forms.select_related("organisation__kept_by").order_by("pk")


def offered_forms(*, campaign: Campaign) -> list[Form]:
    """Return the forms that have questions, in the order in which they were added."""
    forms = campaign.forms.filter(question_sets__questions__isnull=False).select_related("organisation__kept_by")
    return list(forms.distinct().order_by("pk"))


@dataclass(frozen=True, kw_only=True)
class Which:
    """Which of a campaign's links: of one wave, partner or channel (None or empty: of any)."""

    wave: Wave | None = None
    partner: Partner | None = None
    channel: str = ""


def placements_of(*, campaign: Campaign, which: Which | None = None) -> QuerySet[Placement]:
    """Return the campaign's placements, the newest first."""
    placements = campaign.placements.select_related("wave", "partner__organisation__kept_by", "form", "area")
    if which and which.wave:
        placements = placements.filter(wave=which.wave)
    if which and which.partner:
        placements = placements.filter(partner=which.partner)
    if which and which.channel:
        placements = placements.filter(channel=which.channel)
    return placements.order_by("-created_at", "-pk")


def question_sets_of(*, campaign: Campaign) -> list[QuestionSet]:
    """Return the newest version of the questions of each of the campaign's forms."""
    versions = QuestionSet.objects.order_by("-version")
    forms = campaign.forms.prefetch_related(Prefetch("question_sets", queryset=versions)).order_by("pk")
    return [sets[0] for form in forms if (sets := list(form.question_sets.all()))]


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """What a campaign needs before it can open."""

    has_form: bool
    has_placement: bool
    has_days_left: bool
    has_contact: bool

    @property
    def is_ready(self) -> bool:
        """Whether everything is there."""
        return self.has_form and self.has_placement and self.has_days_left and self.has_contact


def readiness_of(*, campaign: Campaign, today: date) -> Readiness:
    """Return what the campaign has and lacks for opening."""
    return Readiness(
        has_form=bool(offered_forms(campaign=campaign)),
        has_placement=campaign.placements.filter(withdrawn_at=None).exists(),
        has_days_left=campaign.ends_on >= today,
        has_contact=bool(campaign.contact_phone),
    )


def salt_of(*, day: date) -> bytes | None:
    """Return the salt of one day's visitor-days, where it stands."""
    salt = DailySalt.objects.filter(day=day).first()
    return bytes(salt.salt) if salt else None


def what_follows(*, organisations: Collection[int], today: date) -> Iterable[Following]:
    """Return what organisations have in campaigns that have not closed: the campaigns, their forms and their links."""
    running = Campaign.objects.exclude(state=CampaignState.CLOSED)
    standing = Placement.objects.filter(withdrawn_at=None, campaign__in=running)
    yield following(_("Campaigns"), running, organisations, by="owner")
    yield following(_("Forms"), Form.objects.filter(campaign__in=running), organisations)
    yield following(_("Links of its campaigns"), standing, organisations, by="campaign__owner")
    yield following(_("Links that it passes on as a partner"), standing, organisations, by="partner__organisation")
