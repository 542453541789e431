"""Who may do what, and where."""

from django.db.models import QuerySet

from heard.accounts.models import Membership, Organisation, Role, User


def memberships_of(*, user: User) -> QuerySet[Membership]:
    """Return the person's current memberships with their organisations."""
    return Membership.objects.current().filter(user=user).select_related("organisation").order_by("id")


def has_role(*, user: User, roles: tuple[Role, ...]) -> bool:
    """Return whether the person holds one of the roles anywhere."""
    return memberships_of(user=user).filter(role__in=roles).exists()


def organisations_for(*, user: User, roles: tuple[Role, ...]) -> QuerySet[Organisation]:
    """Return the organisations in which the person holds one of the roles, by name."""
    return (
        Organisation.objects.filter(memberships__in=memberships_of(user=user).filter(role__in=roles))
        .distinct()
        .order_by("name")
    )
