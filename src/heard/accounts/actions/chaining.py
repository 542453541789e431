"""Chaining the audit log: committed lines get their place, in one order, by one process at a time."""

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from heard.accounts.chain import GENESIS, link_hash
from heard.accounts.models import AuditLine, AuditLink

LOOK_BACK = 1000
AT_ONCE = 50
"""So many lines at most are linked in one transaction, so that people's writes hardly wait."""
_LOCK = 7_305_518_290_463


def chain_lines(*, limit: int, look_back: int | None = LOOK_BACK) -> int:
    """Link up to `limit` lines that are committed and not linked, by their number; return how many.

    A line that was committed after one with a higher number is linked when it is seen: among the last `look_back`
    numbers, or among all where that is None. Does nothing where another process is linking.
    """
    loose = list(_loose(look_back).order_by("pk").values_list("pk", flat=True)[:limit])
    return sum(_chain(loose[start : start + AT_ONCE]) for start in range(0, len(loose), AT_ONCE))


@transaction.atomic
def _chain(loose: Sequence[int]) -> int:
    """Link those of the lines that nobody has linked meanwhile; return how many."""
    if not _is_alone():
        return 0
    head = AuditLink.objects.order_by("-position").first()
    position, previous = (head.position, head.hash) if head else (0, GENESIS)
    links = []
    for line in AuditLine.objects.filter(pk__in=loose, link=None).order_by("pk"):
        position += 1
        previous = link_hash(previous=previous, position=position, line=line)
        links.append(AuditLink(position=position, line=line, hash=previous))
    AuditLink.objects.bulk_create(links)
    return len(links)


def _loose(look_back: int | None) -> QuerySet[AuditLine]:
    loose = AuditLine.objects.filter(link=None)
    if look_back is None:
        return loose
    newest = AuditLink.objects.aggregate(newest=Max("line_id"))["newest"] or 0
    return loose.filter(pk__gt=newest - look_back)


def _is_alone() -> bool:
    """Return whether no other process is linking; SQLite lets one write at a time as it is."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])
