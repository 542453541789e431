"""What the public finds: campaigns and forms at their addresses, films, and the questions that are asked."""

from django.db.models import Q, QuerySet
from django.db.models.fields.files import FieldFile

from heard.campaigns.models import Campaign, CampaignState, Form, QuestionSet
from heard.design.errors import NotFound


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
    """Return the form at a public address, or raise NotFound. arriving.entrance says who may come in."""
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


def offered_forms(*, campaign: Campaign) -> list[Form]:
    """Return the forms that have questions, in the order in which they were added."""
    forms = campaign.forms.filter(question_sets__questions__isnull=False).select_related("organisation__kept_by")
    return list(forms.distinct().order_by("pk"))
