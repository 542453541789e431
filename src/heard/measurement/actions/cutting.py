"""Questions that take long: asked, counted by the worker, stopped by who asked, and forgotten after a month."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import close_old_connections, connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.design.watermarks import Watermark, new_mark
from heard.measurement.analysis import counting, engines
from heard.measurement.analysis.asking import Question
from heard.measurement.analysis.installed import NotInstalled
from heard.measurement.models import Cut, CutState
from heard.measurement.queries.cuts import as_json

LEASE = timedelta(minutes=2)
LOOK = 1.0
"""Seconds between two looks at whether a question was stopped meanwhile."""

MOST_ATTEMPTS = 3
KEPT = timedelta(days=30)

Clock = Callable[[], datetime]


class CutLost(Exception):
    """The question was stopped, or another worker took it over."""


@transaction.atomic
def ask(*, campaign: Campaign, question: Question, by: User, now: datetime) -> Cut:
    """Have a question counted by the worker."""
    cut = Cut.objects.create(campaign=campaign, question=question.as_json(), asked_by=by, asked_at=now)
    record(code="measurement.cut.asked", subject=cut, by=by, now=now, organisation=campaign.owner)
    return cut


@transaction.atomic
def stop(*, cut: Cut, by: User, now: datetime) -> bool:
    """Stop a question that is not counted yet; return whether there was anything to stop."""
    unfinished = Cut.objects.filter(pk=cut.pk, state__in=(CutState.WAITING, CutState.RUNNING))
    if not unfinished.update(state=CutState.STOPPED, finished_at=now, holder="", leased_until=None):
        return False
    record(code="measurement.cut.stopped", subject=cut, by=by, now=now, organisation=cut.campaign.owner)
    return True


@transaction.atomic
def record_cut_export(*, campaign: Campaign, question: Question, by: User, now: datetime) -> Watermark:
    """Write down who took the answer to which question away; return the mark of the file."""
    asked = ", ".join(f"{name}={value}" for name, value in question.as_json().items() if value)
    watermark = Watermark(mark=new_mark(), by=by.full_name, organisation=campaign.title, at=now, filtered_by=asked)
    record(
        code="measurement.cut.exported",
        subject=campaign,
        by=by,
        now=now,
        organisation=campaign.owner,
        question=asked,
        mark=watermark.mark,
    )
    return watermark


def count_next(*, holder: str, clock: Clock, watched: bool = True) -> bool:
    """Count the question that waits longest; return whether there was one.

    `watched`: a thread beside looks each second whether it was stopped, stops the engine then, and renews the lease.
    """
    cut = _claimed(holder, clock())
    if cut is None:
        return False
    try:
        engine = engines.chosen()
    except (NotInstalled, engines.CannotAnswer) as problem:
        _finish(cut, now=clock(), state=CutState.REFUSED, refusal=str(problem)[:300])
        return True
    try:
        with _watching(cut, engine, clock) if watched else _alone():
            found = counting.answer(
                question=Question.from_json(cut.question),
                campaign=cut.campaign,
                engine=engine,
                going=lambda done, of: _go_on(cut, done, of, clock()),
            )
    except (CutLost, engines.Stopped):
        return True
    except engines.CannotAnswer as problem:
        _finish(cut, now=clock(), state=CutState.REFUSED, refusal=str(problem)[:300])
        return True
    except Exception:
        Cut.objects.filter(pk=cut.pk, holder=cut.holder, state=CutState.RUNNING).update(leased_until=clock())
        raise
    finally:
        engine.close()
    _finish(cut, now=clock(), state=CutState.DONE, cells=as_json(found.cells), as_of=found.as_of or clock())
    return True


def forget_old(*, now: datetime) -> int:
    """Delete questions that were asked more than a month ago; return how many."""
    return Cut.objects.filter(asked_at__lt=now - KEPT).delete()[0]


def _claimed(holder: str, now: datetime) -> Cut | None:
    """Take the oldest question that nobody counts; one whose third try was cut off is given up."""
    left = Q(state=CutState.RUNNING, leased_until__lte=now)
    for cut in Cut.objects.filter(Q(state=CutState.WAITING) | left).select_related("campaign").order_by("asked_at"):
        free = Cut.objects.filter(Q(state=CutState.WAITING) | left, pk=cut.pk)
        if cut.attempts >= MOST_ATTEMPTS:
            sentence = _("Counting was cut off three times. Ask for fewer days.")
            free.update(state=CutState.REFUSED, refusal=sentence, finished_at=now)
        elif free.update(
            state=CutState.RUNNING, holder=holder, leased_until=now + LEASE, attempts=cut.attempts + 1, parts_done=0
        ):
            cut.holder = holder
            return cut
    return None


def _go_on(cut: Cut, done: int, of: int, now: datetime) -> None:
    held = Cut.objects.filter(pk=cut.pk, state=CutState.RUNNING, holder=cut.holder)
    if not held.update(parts_done=done, parts=of, leased_until=now + LEASE):
        raise CutLost


def _finish(cut: Cut, *, now: datetime, **fields: object) -> None:
    held = Cut.objects.filter(pk=cut.pk, state=CutState.RUNNING, holder=cut.holder)
    held.update(finished_at=now, leased_until=None, **fields)


@contextmanager
def _alone() -> Iterator[None]:
    yield


@contextmanager
def _watching(cut: Cut, engine: engines.Engine, clock: Clock) -> Iterator[None]:
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(LOOK):
            held = Cut.objects.filter(pk=cut.pk, state=CutState.RUNNING, holder=cut.holder)
            if not held.update(leased_until=clock() + LEASE):
                engine.interrupt()
                break
        close_old_connections()
        connection.close()

    beside = threading.Thread(target=watch, name="watch-cut", daemon=True)
    beside.start()
    try:
        yield
    finally:
        is_over.set()
        beside.join(LOOK)
