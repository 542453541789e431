"""What will follow an organisation when another takes its place: each app says what it holds, and how many.

The list of those who are asked is a setting, as an app knows only those below it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from heard.accounts.models import Invitation, Membership, Organisation


@dataclass(frozen=True, kw_only=True)
class Following:
    """How many of one thing each organisation has (by primary key); one that is not there has a number nobody knows."""

    what: str
    counts: Mapping[int, int]


def everything_that_follows(*, organisations: Collection[int], today: date) -> tuple[Following, ...]:
    """Return what every app holds for the organisations, in the setting's order."""
    return tuple(
        each
        for name in settings.SUCCESSION_PREVIEW
        for each in import_string(name)(organisations=organisations, today=today)
    )


def what_follows(*, organisations: Collection[int], today: date) -> Iterable[Following]:
    """Return the people who work there, and the invitations that wait."""
    people = Membership.objects.current().filter(organisation__in=organisations)
    yield following(_("People"), people, organisations, count="user")
    yield following(_("Invitations that wait"), Invitation.objects.waiting(), organisations)


def following(
    what: str,
    rows: QuerySet[Any],
    organisations: Collection[int],
    *,
    by: str = "organisation",
    count: str = "pk",
) -> Following:
    """Return how many different `count` each organisation has among the rows, with those before it, none included."""
    kept = Organisation.objects.filter(kept_by__in=organisations).values_list("pk", "kept_by")
    heads = {**{pk: pk for pk in organisations}, **{pk: keeper for pk, keeper in kept if keeper is not None}}
    counts = dict.fromkeys(organisations, 0)
    found = rows.filter(**{f"{by}__in": heads}).order_by().values_list(by)
    for pk, number in found.annotate(n=Count(count, distinct=True)):
        counts[heads[pk]] += number
    return Following(what=what, counts=counts)
