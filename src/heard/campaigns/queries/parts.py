"""The parts of a campaign, waves, partners and forms, and what it still lacks before it can open."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from heard.accounts.models import Organisation
from heard.accounts.queries import lineage_ids
from heard.campaigns.models import Campaign, Form, Partner, QuestionSet, Wave
from heard.campaigns.queries.public import offered_forms
from heard.design.errors import NotFound


def organisations() -> QuerySet[Organisation]:
    """Return every organisation that has not closed, by name: any of them may be given a form or a partner's part."""
    return Organisation.objects.filter(closed_at=None).order_by("name")


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
