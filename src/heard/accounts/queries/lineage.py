"""Who keeps whose records, who follows whom, and what an organisation was called then."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation, OrganisationName, Succession


def lineage_ids(*, organisation: Organisation) -> tuple[int, ...]:
    """Return the primary keys of its lineage, its own first."""
    return (organisation.pk, *Organisation.objects.filter(kept_by=organisation.pk).values_list("pk", flat=True))


def keeper_of(*, organisation: Organisation) -> Organisation:
    """Return who keeps the organisation's records today and receives what is sent to it: itself while it works."""
    return organisation.kept_by or organisation


def keepers_of(*, organisations: Iterable[int]) -> dict[int, Organisation]:
    """Return the keeper of each of the organisations (by primary key)."""
    found = Organisation.objects.filter(pk__in=list(organisations)).select_related("kept_by")
    return {each.pk: keeper_of(organisation=each) for each in found}


def name_at(*, organisation: Organisation, moment: datetime) -> str:
    """Return what the organisation was called at that moment; past names that were prefetched are not read again."""
    later = [each for each in organisation.past_names.all() if each.until > moment]
    return min(later, key=lambda each: each.until).name if later else organisation.name


def public_name(*, organisation: Organisation) -> str:
    """Return what the public is told: whoever receives it today, and under which name people may know it."""
    keeper = keeper_of(organisation=organisation)
    return keeper.name if keeper == organisation else formerly(name=keeper.name, before=organisation.name)


def public_short_name(*, organisation: Organisation) -> str:
    """Return the same in few words."""
    keeper = keeper_of(organisation=organisation)
    name, before = (each.short_name or each.name for each in (keeper, organisation))
    return name if keeper == organisation else formerly(name=name, before=before)


def formerly(*, name: str, before: str) -> str:
    """Return a name with the one before it."""
    return name if name == before else _("%(name)s (formerly %(before)s)") % {"name": name, "before": before}


def past_names(*, organisation: Organisation) -> QuerySet[OrganisationName]:
    """Return the names that the organisation had before, the latest first."""
    return organisation.past_names.order_by("-until")


def history_of(*, organisation: Organisation) -> QuerySet[Succession]:
    """Return every succession of which the organisation or its lineage is a part, planned ones too, latest first.

    Those that were called off are left out.
    """
    parts = lineage_ids(organisation=organisation)
    return (
        Succession.objects.filter(Q(predecessor__in=parts) | Q(successor__in=parts), called_off_at=None)
        .select_related("predecessor", "successor", "decided_by")
        .order_by(F("took_effect_at").desc(nulls_first=True), "-at", "-pk")
    )


def waiting_of(*, organisation: Organisation) -> QuerySet[Succession]:
    """Return what is decided for the organisation and has not taken effect yet, the keeper first."""
    return (
        Succession.objects.waiting()
        .filter(predecessor=organisation)
        .select_related("predecessor", "successor", "decided_by")
        .order_by("at", "-is_keeper", "pk")
    )


def due_predecessors(*, now: datetime, limit: int) -> list[int]:
    """Return the organisations, by primary key, of which a succession is due, the earliest first."""
    rows = Succession.objects.waiting().filter(at__lte=now).order_by("at", "pk").values_list("predecessor", flat=True)
    return list(dict.fromkeys(rows[: 10 * limit]))[:limit]
