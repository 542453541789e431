"""The audit log as it is read."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from heard.accounts.models import AuditLine, Organisation, User
from heard.accounts.queries.lineage import lineage_ids
from heard.design.clock import end_of_day, start_of_day


def audit_lines(
    *,
    organisation: Organisation,
    person: int | None = None,
    part: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[AuditLine]:
    """Return the audit lines of the organisation and of those whose records it keeps, newest first, both days included.

    `part` is the first word of the code, such as `campaigns`.
    """
    wanted = Q(organisation__in=lineage_ids(organisation=organisation))
    if person is not None:
        wanted &= Q(actor=person)
    if part:
        wanted &= Q(code__startswith=f"{part}.")
    if since is not None:
        wanted &= Q(at__gte=start_of_day(since))
    if until is not None:
        wanted &= Q(at__lt=end_of_day(until))
    return AuditLine.objects.filter(wanted).select_related("actor").order_by("-at", "-pk")


def audited_people(*, organisation: Organisation) -> QuerySet[User]:
    """Return everyone who ever worked in the organisation or in one before it, by name."""
    return (
        User.objects.filter(memberships__organisation__in=lineage_ids(organisation=organisation))
        .distinct()
        .order_by("full_name", "pk")
    )


def names_of_subjects(*, lines: Iterable[AuditLine]) -> dict[int, str]:
    """Return the names of the people whom audit lines are about, by primary key."""
    about = {int(line.subject_id) for line in lines if line.subject_kind == User._meta.label_lower}
    return dict(User.objects.filter(pk__in=about).values_list("pk", "full_name"))
