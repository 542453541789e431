"""Reads of rights requests, of legal holds, and of what an organisation tells people of itself."""

from collections.abc import Collection

from django.db.models import QuerySet

from heard.accounts.models import Organisation, Role, User
from heard.accounts.queries import lineage_ids, organisations_for
from heard.campaigns.models import Campaign
from heard.design.errors import NotFound
from heard.feedback.models import LegalHold, PrivacyParticulars, RightsRequest, Submission

LEADS = (Role.PRIVACY_LEAD,)
READERS = (Role.PRIVACY_LEAD, Role.ADMINISTRATOR)


def requests_within(*, organisation: Organisation) -> QuerySet[RightsRequest]:
    """Return the organisation's requests and those of any before it: unanswered first, by their last day."""
    found = RightsRequest.objects.filter(organisation__in=lineage_ids(organisation=organisation))
    return found.select_related("submission", "organisation").order_by("closed_at", "due_on", "pk")


def held_among(*, requests: Collection[RightsRequest]) -> frozenset[int]:
    """Return the ids of those whose erasure was asked for and waits for a legal hold."""
    among = RightsRequest.objects.filter(pk__in=[each.pk for each in requests])
    return frozenset(among.waiting_for_a_hold().values_list("pk", flat=True))


def request_for(*, user: User, request_id: int) -> RightsRequest:
    """Return a request of an organisation where the person is privacy lead. Raises NotFound."""
    reached = organisations_for(user=user, roles=LEADS)
    found = (
        RightsRequest.objects.filter(pk=request_id, organisation__in=reached)
        .select_related("organisation", "submission", "identity_checked_by", "logged_by", "closed_by")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def holds_within(*, organisation: Organisation) -> QuerySet[LegalHold]:
    """Return the holds that stand on what the organisation, or any before it, has received, by their review."""
    found = LegalHold.objects.standing().filter(organisation__in=lineage_ids(organisation=organisation))
    return found.select_related("submission", "campaign", "placed_by").order_by("review_on", "pk")


def hold_for(*, user: User, hold_id: int) -> LegalHold:
    """Return a hold of an organisation where the person is privacy lead. Raises NotFound."""
    reached = organisations_for(user=user, roles=LEADS)
    found = LegalHold.objects.filter(pk=hold_id, organisation__in=reached)
    hold = found.select_related("organisation", "submission", "campaign", "placed_by").first()
    if hold is None:
        raise NotFound
    return hold


def submission_of(*, organisation: Organisation, reference: str) -> Submission | None:
    """Return what the organisation received under a reference, however it is typed; None where there is none."""
    plain = "".join(each for each in reference.upper() if each.isalnum())
    typed = "-".join(plain[start : start + 3] for start in range(0, len(plain), 3))
    own = Submission.objects.filter(organisation__in=lineage_ids(organisation=organisation), reference=typed)
    return own.select_related("organisation").first()


def campaigns_of(*, organisation: Organisation) -> QuerySet[Campaign]:
    """Return the campaigns that are the organisation's own, the newest first."""
    return Campaign.objects.filter(owner__in=lineage_ids(organisation=organisation)).order_by("-starts_on", "pk")


def particulars_of(*, organisation: Organisation) -> PrivacyParticulars | None:
    """Return what the organisation tells people of itself; None where it has not said."""
    return PrivacyParticulars.objects.filter(organisation=organisation).first()


def count_due(*, user: User) -> int:
    """Return how many requests wait for an answer where the person is privacy lead, and for no legal hold."""
    return RightsRequest.objects.due().filter(organisation__in=organisations_for(user=user, roles=LEADS)).count()
