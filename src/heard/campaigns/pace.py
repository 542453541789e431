"""Who comes faster than people do: told from how often one visitor-day is seen, kept in memory for an hour at most."""

from threading import Lock
from typing import TYPE_CHECKING

from heard.campaigns.models import VisitClass

if TYPE_CHECKING:
    from heard.campaigns.visiting import VisitRow

PERSON = VisitClass.HUMAN.value
WINDOW_SECONDS = 10
MOST = 40
"""So many visits by one browser, from one network, to one link may be people in one window: a ward, a school."""

HOUR_SECONDS = 3600
MOST_IN_AN_HOUR = 2000
"""And so many in an hour: a letter to all the staff of a trust, whose browsers and address are one and the same."""

KEPT = 50_000
"""Of so many visitor-days at most the hour is remembered, about 8 MB; who comes after them is judged by ten seconds."""


class Pace:
    """Counts what each visitor-day does in the ten seconds and in the hour that it is now; each process by itself.

    One rule for all that a visitor does, and each thing apart: who lands and begins a form is seen once in each.
    """

    def __init__(self) -> None:
        self._moment = _Window(WINDOW_SECONDS)
        self._hour = _Window(HOUR_SECONDS)
        self._lock = Lock()

    def judged(self, visit: "VisitRow") -> "VisitRow":
        """Return the visit, as suspect where a person's visitor-day was seen too often; nothing is left out."""
        if visit.visitor_class != PERSON:
            return visit
        who = visit.visitor_day, visit.kind
        second = int(visit.at.timestamp())
        with self._lock:
            in_a_moment = self._moment.seen(who, second=second)
            in_an_hour = self._hour.seen(who, second=second, kept=KEPT)
        if in_a_moment <= MOST and in_an_hour <= MOST_IN_AN_HOUR:
            return visit
        return visit._replace(visitor_class=VisitClass.SUSPECT.value, reason="pace")


class _Window:
    """How often each was seen in the stretch of time that it is now; forgotten when the next begins."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._began = 0
        self._seen: dict[tuple[bytes, str], int] = {}

    def seen(self, who: tuple[bytes, str], *, second: int, kept: int | None = None) -> int:
        """Count one more and return how many there were; 1 for who is new where as many as are kept are known."""
        window = second // self._seconds
        if window != self._began:
            self._began = window
            self._seen.clear()
        if kept is not None and len(self._seen) >= kept and who not in self._seen:
            return 1
        self._seen[who] = times = self._seen.get(who, 0) + 1
        return times
