"""What has had its time, by the table of kinds and by each organisation's own shorter periods."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from heard.accounts.models import Organisation
from heard.feedback.keeping import Kind
from heard.feedback.models import LegalHold, RetentionPeriod, RetentionRun

Chosen = QuerySet[Any]

GRACE = timedelta(days=2)
"""What is due is erased the next night; one night may fail."""


def kinds() -> tuple[Kind, ...]:
    """Return every kind of data, as the site's table has it."""
    found: tuple[Kind, ...] = settings.RETENTION
    return found


def kind_of(*, code: str) -> Kind:
    """Return one kind. Raises LookupError."""
    for kind in kinds():
        if kind.code == code:
            return kind
    raise LookupError(code)


def due_of(*, kind: Kind, now: datetime) -> Iterator[Chosen]:
    """Yield what is due of a kind and held by nothing: by the longest period, then by each shorter one."""
    for chosen in _past_their_time(kind, now):
        yield chosen.exclude(_is_held(kind)) if kind.load().submission else chosen


def held_of(*, kind: Kind, now: datetime) -> Iterator[Chosen]:
    """Yield what would be due of a kind if no legal hold kept it."""
    if kind.load().submission:
        for chosen in _past_their_time(kind, now):
            yield chosen.filter(_is_held(kind))


def overdue(*, now: datetime) -> dict[str, int]:
    """Return how many of each kind ought to have been erased by now, a night's grace allowed."""
    return {
        kind.code: sum(chosen.count() for chosen in due_of(kind=kind, now=now - GRACE)) for kind in kinds() if kind.rows
    }


def periods_of(*, organisation: Organisation) -> dict[str, int]:
    """Return the organisation's own shorter periods in months, by kind."""
    return dict(RetentionPeriod.objects.filter(organisation=organisation).values_list("kind", "months"))


def latest_runs(*, limit: int = 7) -> tuple[RetentionRun, ...]:
    """Return the last nights with their counts, the newest first."""
    return tuple(RetentionRun.objects.prefetch_related("counts").order_by("-night")[:limit])


def _past_their_time(kind: Kind, now: datetime) -> Iterator[Chosen]:
    rows = kind.load()
    own = dict(RetentionPeriod.objects.filter(kind=kind.code).values_list("organisation", "months"))
    if not rows.owner or not own:
        yield rows.due(before=kind.cutoff(now=now))
        return
    yield rows.due(before=kind.cutoff(now=now)).exclude(**{f"{rows.owner}__in": list(own)})
    for organisation, months in sorted(own.items()):
        yield rows.due(before=kind.cutoff(now=now, months=months)).filter(**{rows.owner: organisation})


def _is_held(kind: Kind) -> Q:
    of = kind.load().submission
    campaign = "campaign" if of == "pk" else f"{of}__campaign"
    standing = LegalHold.objects.standing()
    return Q(Exists(standing.filter(submission=OuterRef(of)))) | Q(Exists(standing.filter(campaign=OuterRef(campaign))))
