"""Reads for printing a form: who may, which link stands on it, and which numbers were given out."""

from django.db.models import Q, QuerySet

from heard.accounts.models import Role, User
from heard.accounts.queries import organisations_for
from heard.campaigns.models import Channel, Destination, Form, Placement
from heard.campaigns.queries import public_form
from heard.design.errors import NotFound
from heard.feedback.models import PaperRun

PRINTERS = (Role.CASEWORKER, Role.CAMPAIGN_MANAGER)
SETTERS = (Role.CAMPAIGN_MANAGER,)


def form_to_print_for(*, user: User, campaign: str, form: str, roles: tuple[Role, ...] = PRINTERS) -> Form:
    """Return a form that the person's organisation receives, or one of a campaign that it runs; else NotFound."""
    mine = organisations_for(user=user, roles=roles)
    found = (
        Form.objects.filter(campaign__slug=campaign, slug=form, question_sets__questions__isnull=False)
        .filter(Q(organisation__in=mine) | Q(campaign__owner__in=mine))
        .select_related("campaign__owner", "organisation")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def may_set_up(*, user: User, form: Form) -> bool:
    """Return whether the person may say where the form's paper is posted to."""
    mine = organisations_for(user=user, roles=SETTERS)
    return mine.filter(pk__in=[form.organisation_id, form.campaign.owner_id]).exists()


def form_to_print(*, campaign: str, form: str) -> Form:
    """Return a form that everyone may print: its campaign is open, and it says where to post it. Raises NotFound."""
    found = public_form(campaign, form)
    if not found.campaign.is_open or not found.return_address:
        raise NotFound
    return found


def print_placement(*, form: Form) -> Placement | None:
    """Return the link that is printed on a form: one for paper that leads to it, else one that leads to the landing."""
    links = Placement.objects.filter(campaign=form.campaign_id, channel=Channel.PRINT, withdrawn_at=None)
    own = links.filter(destination=Destination.FORM, form=form).order_by("pk").first()
    return own or links.filter(destination=Destination.LANDING, partner=None).order_by("pk").first()


def runs_of(*, form: Form) -> QuerySet[PaperRun]:
    """Return the print runs of a form, the latest first."""
    return PaperRun.objects.filter(form=form).select_related("made_by").order_by("-first")


def run_of(*, form: Form, run_id: str) -> PaperRun | None:
    """Return one print run of the form; None where the address names none. Raises NotFound for another form's."""
    if not run_id:
        return None
    found = runs_of(form=form).filter(pk=int(run_id)).first() if run_id.isdecimal() and len(run_id) < 12 else None
    if found is None:
        raise NotFound
    return found
