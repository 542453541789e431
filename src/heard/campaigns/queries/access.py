"""Which campaigns, forms and links a person may see, and which they may change."""

from django.db.models import Q, QuerySet

from heard.accounts.models import Organisation, Role, User
from heard.accounts.queries import organisations_for, workplaces_for
from heard.campaigns.models import Campaign, Form, Placement
from heard.design.errors import NotFound

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
