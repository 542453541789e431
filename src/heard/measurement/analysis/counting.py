"""Answers a question stretch by stretch of days, so that memory stays bounded and it can be stopped."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from heard.campaigns.models import Campaign
from heard.measurement.analysis import engines, installed
from heard.measurement.analysis.asking import Question
from heard.measurement.analysis.engines import CannotAnswer, Engine, Stopped
from heard.measurement.analysis.expressions import answering

MOST_CELLS = 20_000
"""More than these nobody reads, and they would be held in memory."""

WAIT = 3.0
"""Seconds that somebody waits for an answer."""

ROWS_AT_ONCE = 5_000_000
"""About so many rows are read between two looks at whether to go on."""

Key = str | int | date | None
Going = Callable[[int, int], None]
"""Called with how many stretches are done and how many there are; it may raise to stop."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How many (`n`) of a row and column; `of` so many, where a share is asked for. None is what is not known."""

    row: Key
    column: Key = None
    n: int
    of: int | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The cells of a question, in no order, and how late the records are that they were counted from (None: now)."""

    cells: tuple[Cell, ...]
    as_of: datetime | None


def answer(*, question: Question, campaign: Campaign, engine: Engine, going: Going | None = None) -> Answer:
    """Count what is asked, some days at a time. Raises Stopped and CannotAnswer, and whatever `going` raises."""
    as_of = engine.as_of()
    spans = stretches(question=question, days=engine.days(campaign=campaign))
    summed: dict[tuple[Key, Key], list[int]] = {}
    for done, (since, until) in enumerate(spans):
        if going is not None:
            going(done, len(spans))
        for row, column, *numbers in _counted(question, campaign, engine, since, until):
            held = summed.setdefault((row, column), [0] * len(numbers))
            for place, number in enumerate(numbers):
                held[place] += number
        if len(summed) > MOST_CELLS:
            raise CannotAnswer(
                _("This would have more than %(most)s cells. Ask for fewer days or a coarser breakdown.")
                % {"most": f"{MOST_CELLS:,}"}
            )
    if going is not None:
        going(len(spans), len(spans))
    cells = (
        Cell(row=row, column=column, n=numbers[0], of=numbers[1] if len(numbers) > 1 else None)
        for (row, column), numbers in summed.items()
    )
    return Answer(cells=tuple(cells), as_of=as_of)


def stretches(*, question: Question, days: list[tuple[date, int]]) -> list[tuple[date, date]]:
    """Return the days asked for as stretches of about as many rows as are read at once, first and last day of each."""
    wanted = [
        (day, number)
        for day, number in days
        if (question.since is None or question.since <= day) and (question.until is None or day <= question.until)
    ]
    found: list[tuple[date, date]] = []
    held = 0
    for day, number in wanted:
        if found and held + number <= ROWS_AT_ONCE:
            found[-1] = (found[-1][0], day)
            held += number
        else:
            found.append((day, day))
            held = number
    return found


class TakesLong(Exception):
    """Nobody should wait for the answer: the worker is to count it."""


def at_once(*, question: Question, campaign: Campaign) -> Answer:
    """Count a light question within the time that somebody waits, one at a time in a process.

    Raises TakesLong where that is not enough, NotInstalled and CannotAnswer.
    """
    installed.require()
    if not question.is_light or settings.HEARD_ANALYSIS == "spark" or not _one_at_a_time.acquire(timeout=WAIT):
        raise TakesLong
    try:
        engine = engines.chosen()
        try:
            with at_most(engine, seconds=WAIT):
                return answer(question=question, campaign=campaign, engine=engine)
        except Stopped as stopped:
            raise TakesLong from stopped
        finally:
            engine.close()
    finally:
        _one_at_a_time.release()


_one_at_a_time = threading.BoundedSemaphore(1)


@contextmanager
def at_most(engine: Engine, *, seconds: float) -> Iterator[None]:
    """Stop the engine after so many seconds."""
    timer = threading.Timer(seconds, engine.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _counted(
    question: Question, campaign: Campaign, engine: Engine, since: date, until: date
) -> Iterator[tuple[Any, ...]]:
    for attempt in (1, 2):
        try:
            tables = engine.tables(campaign=campaign, since=since, until=until, only=question.tables)
            found = engine.run(answering(question, tables), most=MOST_CELLS + 1)
        except Exception as error:
            # A day may be copied anew between the look at the manifest and the reading of its file.
            if attempt == 1 and type(error).__name__ in {"IOException", "FileNotFoundError"}:
                continue
            raise
        break
    for row, *others in found:
        column, *numbers = others if question.columns is not None else (None, *others)
        yield _key(row), _key(column), *(int(number) for number in numbers)


def _key(value: Any) -> Key:
    """Return a day where an engine gives its first moment."""
    found: Key = value.date() if isinstance(value, datetime) else value
    return found
