"""Who may do what, and where."""

from django.db.models import Q, QuerySet

from heard.accounts.models import Membership, Organisation, OrganisationKind, Role, User
from heard.accounts.queries.finding import only
from heard.design.errors import NotFound

FOUNDING_KINDS = (OrganisationKind.REGULATOR, OrganisationKind.NATIONAL_BODY)


def memberships_of(*, user: User) -> QuerySet[Membership]:
    """Return the person's current memberships with their organisations."""
    return user.memberships.current().select_related("organisation").order_by("id")


def has_role(*, user: User, roles: tuple[Role, ...]) -> bool:
    """Return whether the person holds one of the roles anywhere."""
    return memberships_of(user=user).filter(role__in=roles).exists()


def organisations_for(*, user: User, roles: tuple[Role, ...]) -> QuerySet[Organisation]:
    """Return the organisations whose records the person reaches in one of the roles, by name.

    Those are where they work, and every one before it whose records are kept there.
    """
    held = memberships_of(user=user).filter(role__in=roles).values("organisation")
    return Organisation.objects.filter(Q(pk__in=held) | Q(kept_by__in=held)).order_by("name")


def organisation_for(*, user: User, slug: str, roles: tuple[Role, ...]) -> Organisation:
    """Return an organisation whose records the person reaches in one of the roles. Raises NotFound."""
    return only(organisations_for(user=user, roles=roles).filter(slug=slug))


def workplaces_for(*, user: User, roles: tuple[Role, ...]) -> QuerySet[Organisation]:
    """Return the organisations in which the person holds one of the roles, by name: where new things are begun."""
    held = memberships_of(user=user).filter(role__in=roles).values("organisation")
    return Organisation.objects.filter(pk__in=held).order_by("name")


def workplace_for(*, user: User, slug: str, roles: tuple[Role, ...]) -> Organisation:
    """Return the organisation, if the person holds one of the roles in it. Raises NotFound."""
    return only(workplaces_for(user=user, roles=roles).filter(slug=slug))


def reach_of(*, user: User) -> frozenset[tuple[int, str]]:
    """Return each organisation whose records the person reaches, by primary key, with the role in which they do."""
    held = memberships_of(user=user).order_by().values_list("organisation", "organisation__keeps", "role")
    return frozenset((where, role) for own, kept, role in held for where in (own, kept) if where is not None)


def may_found(*, user: User) -> bool:
    """Return whether the person may create organisations: administrators of a regulator or a national body."""
    return memberships_of(user=user).filter(role=Role.ADMINISTRATOR, organisation__kind__in=FOUNDING_KINDS).exists()


def editable_organisations_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations whose name, mark and colour the person may change, by name.

    Their own, and for those who may found organisations also the ones that nobody administers yet.
    """
    own = workplaces_for(user=user, roles=(Role.ADMINISTRATOR,))
    if not may_found(user=user):
        return own
    orphans = Q(closed_at=None) & ~Q(pk__in=_administered())
    return Organisation.objects.filter(Q(pk__in=own.values("pk")) | orphans).order_by("name")


def editable_organisation_for(*, user: User, slug: str) -> Organisation:
    """Return an organisation that the person may change. Raises NotFound."""
    return only(editable_organisations_for(user=user).filter(slug=slug))


def orphan_organisation_for(*, user: User, slug: str) -> Organisation:
    """Return an organisation without administrator, to which the person may invite the first one. Raises NotFound."""
    if not may_found(user=user):
        raise NotFound
    return only(Organisation.objects.filter(closed_at=None, slug=slug).exclude(pk__in=_administered()))


def succeedable_organisations_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations that the person may rename, merge, split or hand over: for founders, all that work.

    Those that may found organisations are left to their own administrators: else those of one could come to read the
    records of another by making themselves its keeper.
    """
    own = memberships_of(user=user).filter(role=Role.ADMINISTRATOR).values("organisation")
    return possible_successors_for(user=user).filter(~Q(kind__in=FOUNDING_KINDS) | Q(pk__in=own))


def possible_successors_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations that the person may name as a successor: all that work, for founders."""
    working = Organisation.objects.filter(closed_at=None).order_by("name")
    return working if may_found(user=user) else working.none()


def succeedable_organisation_for(*, user: User, slug: str) -> Organisation:
    """Return one of them. Raises NotFound."""
    return only(succeedable_organisations_for(user=user).filter(slug=slug))


def visible_organisations_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations whose history the person may read: those they reach, and for founders every one."""
    everyone = Organisation.objects.order_by("name")
    return everyone if may_found(user=user) else organisations_for(user=user, roles=(Role.ADMINISTRATOR,))


def visible_organisation_for(*, user: User, slug: str) -> Organisation:
    """Return one of them. Raises NotFound."""
    return only(visible_organisations_for(user=user).filter(slug=slug).select_related("kept_by"))


def is_administered(*, organisation: Organisation) -> bool:
    """Return whether anyone administers the organisation."""
    return _administered().filter(organisation=organisation).exists()


def unadministered(*, organisations: QuerySet[Organisation]) -> frozenset[int]:
    """Return which of the organisations nobody administers, by primary key."""
    return frozenset(organisations.exclude(pk__in=_administered()).values_list("pk", flat=True))


def _administered() -> QuerySet[Membership, int]:
    return Membership.objects.current().filter(role=Role.ADMINISTRATOR).values_list("organisation", flat=True)
