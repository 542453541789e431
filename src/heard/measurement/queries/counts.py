"""Files of daily counts that were brought in."""

from django.db.models import Q, QuerySet

from heard.accounts.models import User
from heard.design.errors import NotFound
from heard.measurement.models import CountImport, Outcome
from heard.measurement.queries.access import counting_organisations_for


def count_imports_for(*, user: User) -> QuerySet[CountImport]:
    """Return the files whose counts are of the person's organisations, or that the person brought in, newest first."""
    own = counting_organisations_for(user=user)
    return (
        CountImport.objects.filter(Q(organisation__in=own) | Q(organisation=None, imported_by=user))
        .select_related("organisation", "imported_by")
        .order_by("-imported_at", "-pk")
    )


def count_import_for(*, user: User, counts: int) -> CountImport:
    """Return one of them; raise NotFound where it is missing or not theirs."""
    found = count_imports_for(user=user).filter(pk=counts).first()
    if found is None:
        raise NotFound
    return found


def outcomes() -> tuple[tuple[str, str], ...]:
    """Return what can be counted: its code and its name."""
    return tuple((outcome.value.lower(), str(outcome.label)) for outcome in Outcome)
