"""Keeping nothing longer than its time: once a night, kind by kind, with a count before and after that proves it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.feedback.keeping import Kind
from heard.feedback.models import RetentionCount, RetentionPeriod, RetentionRun
from heard.feedback.queries.retaining import due_of, held_of, kind_of, kinds

CHUNK = 200
LEASE = timedelta(minutes=30)


class NotThatLong(Exception):
    """A kind of data is kept for at most so many months, and for one at least; `most` says how many."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


def run_night(*, night: date, now: datetime) -> RetentionRun | None:
    """Erase whatever has had its time, and count what is still due; None where that was done or is being done.

    A night whose worker was killed is taken up again once its lease is over: what was erased then is erased. What
    is due is asked for one moment all night, that at which it began, so that its counts belong together.
    """
    run = _begin(night=night, now=now)
    if run is None:
        return None
    for kind in kinds():
        if kind.rows and not run.counts.filter(kind=kind.code).exists():
            _keep_no_longer(run, kind, now=now)
    return _finish(run, now=now)


@transaction.atomic
def set_period(*, organisation: Organisation, kind: str, months: int, by: User, now: datetime) -> None:
    """Keep a kind of an organisation's data for so many months from now on. Raises NotThatLong and LookupError."""
    found = kind_of(code=kind)
    most = found.months or 0
    if not found.may_be_shortened or not 1 <= months <= most:
        raise NotThatLong(most)
    RetentionPeriod.objects.update_or_create(
        organisation=organisation, kind=kind, defaults={"months": months, "set_at": now, "set_by": by}
    )
    record(
        code="feedback.retention.period_set",
        subject=organisation,
        by=by,
        now=now,
        organisation=organisation,
        kind=kind,
        months=months,
    )


@transaction.atomic
def _begin(*, night: date, now: datetime) -> RetentionRun | None:
    run, is_new = RetentionRun.objects.select_for_update().get_or_create(
        night=night, defaults={"started_at": now, "leased_until": now + LEASE}
    )
    if is_new:
        return run
    if run.finished_at is not None or run.leased_until > now:
        return None
    run.leased_until = now + LEASE
    run.save(update_fields=["leased_until"])
    return run


def _keep_no_longer(run: RetentionRun, kind: Kind, *, now: datetime) -> None:
    rows = kind.load()
    as_of = run.started_at
    due = sum(chosen.count() for chosen in due_of(kind=kind, now=as_of))
    erased = 0
    for chosen in due_of(kind=kind, now=as_of):
        keys = iter(list(chosen.order_by("pk").values_list("pk", flat=True)))
        for some in _chunks(keys):
            erased += rows.erase(keys=some, now=now)
    RetentionCount.objects.create(
        run=run,
        kind=kind.code,
        due=due,
        erased=erased,
        overdue=sum(chosen.count() for chosen in due_of(kind=kind, now=as_of)),
        held=sum(chosen.count() for chosen in held_of(kind=kind, now=as_of)),
    )


def _chunks(keys: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(keys, CHUNK)):
        yield some


@transaction.atomic
def _finish(run: RetentionRun, *, now: datetime) -> RetentionRun:
    run.finished_at = now
    run.save(update_fields=["finished_at"])
    counts = list(run.counts.all())
    record(
        code="feedback.retention.ran",
        subject=run,
        by=None,
        now=now,
        erased=sum(count.erased for count in counts),
        overdue=sum(count.overdue for count in counts),
    )
    return run
