"""Which cases a member of staff may see and work on: those of their organisations whose consent still stands."""

from django.db.models import QuerySet

from heard.accounts.models import Membership, Organisation, Role, User
from heard.accounts.queries import keeper_of, organisations_for, reach_of
from heard.casework.models import Case, CaseQuerySet
from heard.design.errors import NotFound

READERS = (Role.CASEWORKER, Role.ANALYST, Role.PRIVACY_LEAD)
WORKERS = (Role.CASEWORKER,)
NARROWERS = (Role.CASEWORKER, Role.PRIVACY_LEAD)
EXPORTERS = (Role.CASEWORKER, Role.ANALYST)


def cases_for(*, user: User, roles: tuple[Role, ...] = READERS) -> CaseQuerySet:
    """Return the cases of the organisations whose records the person reaches in one of the roles."""
    return Case.objects.filter(organisation__in=organisations_for(user=user, roles=roles)).consented()


def case_for(*, user: User, case_id: int, roles: tuple[Role, ...] = READERS) -> Case:
    """Return one of them with its piece. Raises NotFound for what is missing and for what is not theirs alike."""
    case = (
        cases_for(user=user, roles=roles)
        .filter(pk=case_id)
        .select_related(
            "organisation__kept_by",
            "assigned_to",
            "campaign",
            "form",
            "placement__partner__organisation",
            "placement__wave",
            "piece__service",
            "piece__submission__area",
            "piece__submission__office",
            "piece__submission__batch",
        )
        .first()
    )
    if case is None:
        raise NotFound
    return case


def may(*, user: User, organisation: Organisation, roles: tuple[Role, ...]) -> bool:
    """Return whether the person reaches the organisation's records in one of the roles."""
    return organisations_for(user=user, roles=roles).filter(pk=organisation.pk).exists()


def roles_at(*, user: User, organisation: Organisation) -> frozenset[str]:
    """Return every role in which the person reaches the organisation's records, in one query."""
    return frozenset(role for where, role in reach_of(user=user) if where == organisation.pk)


def caseworkers_of(*, organisation: Organisation) -> QuerySet[User]:
    """Return the people to whom a case of the organisation can be given, by name: those of whoever keeps it today."""
    keeper = keeper_of(organisation=organisation)
    working = Membership.objects.current().filter(organisation=keeper, role__in=WORKERS)
    return User.objects.filter(pk__in=working.values("user")).order_by("full_name", "pk")
