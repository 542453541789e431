"""Which offices follow whom when their organisation is succeeded."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation
from heard.accounts.queries import Following, following
from heard.places.models import Office, OfficeShare


def offices_of(*, organisation: Organisation) -> QuerySet[Office]:
    """Return every office of an organisation, closed ones too: their counts follow them."""
    return Office.objects.filter(organisation=organisation).order_by("name", "pk")


def offices_of_several(*, organisations: Collection[Organisation]) -> list[int]:
    """Return every office (by primary key) of several organisations."""
    return list(Office.objects.filter(organisation__in=organisations).order_by("pk").values_list("pk", flat=True))


def offices_left_behind(*, limit: int) -> list[int]:
    """Return offices (by primary key) whose organisation was succeeded and that were not handed over yet."""
    left = Office.objects.filter(organisation__kept_by__isnull=False)
    return list(left.order_by("pk").values_list("pk", flat=True)[:limit])


def shares_of(*, offices: Collection[Office]) -> dict[int, Organisation]:
    """Return the successor named for each of the offices (by primary key) in a split of the organisation it is with."""
    owners = {office.pk: office.organisation_id for office in offices}
    shares = OfficeShare.objects.filter(office__in=owners, succession__called_off_at=None).select_related(
        "succession__successor__kept_by"
    )
    return {
        share.office_id: share.succession.successor
        for share in shares
        if share.succession.predecessor_id == owners[share.office_id]
    }


def what_follows(*, organisations: Collection[int], today: date) -> Iterable[Following]:
    """Return the open offices."""
    yield following(_("Offices"), Office.objects.filter(closed_at=None), organisations)
