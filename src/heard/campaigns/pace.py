"""Who comes faster than people do: told from how often one visitor-day is seen, kept in memory for ten seconds."""

from collections import Counter
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from heard.campaigns.models import VisitClass

if TYPE_CHECKING:
    from heard.campaigns.visiting import VisitRow

WINDOW_SECONDS = 10
MOST = 40
"""So many visits by one browser, from one network, to one link may be people in one window: a ward, a school."""


class Pace:
    """Counts the visits of each visitor-day in the window of ten seconds that it is now; each process by itself."""

    def __init__(self) -> None:
        self._window = 0
        self._seen: Counter[tuple[bytes, str]] = Counter()
        self._lock = Lock()

    def judged(self, visit: "VisitRow") -> "VisitRow":
        """Return the visit, as suspect where a person's visitor-day was seen too often; nothing is left out."""
        if visit.visitor_class != VisitClass.HUMAN.value:
            return visit
        who = visit.visitor_day, visit.kind
        with self._lock:
            self._turn_to(visit.at)
            self._seen[who] += 1
            is_usual = self._seen[who] <= MOST
        if is_usual:
            return visit
        return visit._replace(visitor_class=VisitClass.SUSPECT.value, reason="pace")

    def _turn_to(self, moment: datetime) -> None:
        window = int(moment.timestamp()) // WINDOW_SECONDS
        if window != self._window:
            self._window = window
            self._seen.clear()
