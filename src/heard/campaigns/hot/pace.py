"""Who comes faster than people do: told from how often one visitor-day is seen, kept in memory for ten seconds."""

from collections import Counter
from datetime import datetime

from heard.campaigns.models import Visit, VisitClass

WINDOW_SECONDS = 10
MOST = 40
"""So many visits by one browser, from one network, to one link may be people in one window: a ward, a school."""


class Pace:
    """Counts the visits of each visitor-day in the window of ten seconds that it is now; each process by itself."""

    def __init__(self) -> None:
        self._window = 0
        self._seen: Counter[tuple[bytes | memoryview | None, str]] = Counter()

    def judge(self, visit: Visit) -> None:
        """Class a person's visit as suspect where its visitor-day was seen too often; nothing is left out."""
        if visit.visitor_class != VisitClass.HUMAN:
            return
        self._turn_to(visit.at)
        self._seen[(visit.visitor_day, visit.kind)] += 1
        if self._seen[(visit.visitor_day, visit.kind)] > MOST:
            visit.visitor_class, visit.reason = VisitClass.SUSPECT, "pace"

    def _turn_to(self, moment: datetime) -> None:
        window = int(moment.timestamp()) // WINDOW_SECONDS
        if window != self._window:
            self._window = window
            self._seen.clear()
