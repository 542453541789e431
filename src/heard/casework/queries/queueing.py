"""The queue, page by page: open risk first, then the newest; never an offset, never a count that reads every row."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db.models import Count, F, Q
from django.db.models.functions import Left

from heard.casework.models import Case, CaseQuerySet, CaseStatus, CaseTheme, RiskState
from heard.casework.queries.filtering import Search
from heard.feedback.models import Text, TextField
from heard.feedback.queries.flags import standing_flags

PAGE = 25
CHUNK = 500
BEGINNING = 280
_AT_RISK = "at_risk"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a case stands in the queue; sayable in a URL. A place outlives its case."""

    is_risk: bool
    received_at: datetime
    case_id: int

    def __str__(self) -> str:
        return f"{'r' if self.is_risk else 'n'}.{(self.received_at - _EPOCH) // _MICROSECOND}.{self.case_id}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Return the place that a URL names, or None where it names none."""
        part, _, rest = text.partition(".")
        micros, _, case_id = rest.partition(".")
        if part not in {"r", "n"} or not _is_number(micros) or not _is_number(case_id):
            return None
        return cls(is_risk=part == "r", received_at=_EPOCH + int(micros) * _MICROSECOND, case_id=int(case_id))


@dataclass(frozen=True, kw_only=True)
class Row:
    """One case as the queue shows it: its words (redacted, their start only), the names of its themes, its flags.

    `described` is how a service that is not listed was described, redacted too.
    """

    case: Case
    words: str
    themes: tuple[str, ...]
    described: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One page of the queue, and where the pages before and after it start."""

    rows: tuple[Row, ...]
    before: Place | None
    after: Place | None


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many cases stand at each status, and how many hold an open risk, an unread message, unread foreign words.

    `not_english` are those that nobody has taken up yet: no method has read them.
    """

    by_status: dict[CaseStatus, int]
    open_risk: int
    news: int = 0
    not_english: int = 0

    @property
    def total(self) -> int:
        return sum(self.by_status.values())


def place_of(case: Case) -> Place:
    """Return where the case stands."""
    return Place(is_risk=case.risk == RiskState.OPEN, received_at=case.received_at, case_id=case.pk)


def queue(*, found: Search, after: Place | None = None, before: Place | None = None) -> Queue:
    """Return the page of the queue that starts after one place, ends before another, or is the first."""
    if before is not None:
        cases = list(reversed(in_order(parts=found.parts(), place=before, limit=PAGE + 1, newest_first=False)))
        shown, has_newer, has_older = cases[-PAGE:], len(cases) > PAGE, True
    else:
        cases = in_order(parts=found.parts(), place=after, limit=PAGE + 1)
        shown, has_newer, has_older = cases[:PAGE], after is not None, len(cases) > PAGE
    return Queue(
        rows=rows_of(cases=shown),
        before=place_of(shown[0]) if shown and has_newer else None,
        after=place_of(shown[-1]) if shown and has_older else None,
    )


def neighbours(*, case: Case, found: Search) -> tuple[int | None, int | None]:
    """Return the cases before and after this one in the queue that the filters leave; None at either end."""
    place, parts = place_of(case), found.parts()
    ahead = _ids_in_order(parts=parts, place=place, limit=1, newest_first=False)
    behind = _ids_in_order(parts=parts, place=place, limit=1)
    return (ahead[0] if ahead else None, behind[0] if behind else None)


def tally(*, found: Search) -> Tally:
    """Return how many cases the filters leave at each status and at open risk, whichever of them is shown."""
    there = _counted(found.whatever_status())
    shut = list(Case.objects.filter(organisation__in=found.lineage).shut().values_list("pk", flat=True))
    hidden = Counter[str]()
    if shut:
        for status, risk in found.whatever_status().filter(pk__in=shut).values_list("status", "risk"):
            hidden[status] += 1
            hidden[_AT_RISK] += risk == RiskState.OPEN
    counts = {name: number - hidden[name] for name, number in there.items()}
    return Tally(
        by_status={status: counts.get(status.value, 0) for status in CaseStatus},
        open_risk=counts.get(_AT_RISK, 0),
        news=_news(found),
        not_english=_not_english(found),
    )


def _news(found: Search) -> int:
    news = Case.objects.filter(organisation__in=found.lineage, news_since__isnull=False)
    if not news.exists():
        return 0
    return found.whatever_status().filter(news_since__isnull=False).consented().count()


def _not_english(found: Search) -> int:
    """Count the few that are not English, as their own index finds them: not every new case, to ask its language."""
    foreign = Case.objects.filter(~Q(other_language=""), organisation__in=found.lineage)
    if not foreign.exists():
        return 0
    return found.whatever_status().filter(pk__in=foreign.values("pk"), status=CaseStatus.NEW).consented().count()


def whole_queue(*, found: Search) -> Iterator[tuple[Case, str, tuple[str, ...]]]:
    """Yield every case that the filters leave, in the queue's order, with its redacted words and its themes' names.

    The filters are asked once, and what they find is read as it is handed over.
    """
    for part in (found.cases().filter(risk=RiskState.OPEN), found.cases().exclude(risk=RiskState.OPEN)):
        ids = part.order_by("-received_at", "-pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)
        while some := list(islice(ids, CHUNK)):
            for row in rows_of(cases=_whole(Case.objects.filter(pk__in=some).consented(), some), most=None):
                yield row.case, row.words, row.themes


def rows_of(*, cases: Sequence[Case], most: int | None = BEGINNING) -> tuple[Row, ...]:
    """Return the cases with what the queue shows of them: at `most` so many characters of their words."""
    words, described = _words([case.piece_id for case in cases], most)
    themes: dict[int, list[str]] = defaultdict(list)
    named = CaseTheme.objects.filter(case__in=cases).select_related("theme").order_by("theme__position")
    for one in named:
        themes[one.case_id].append(one.theme.label)
    flags = standing_flags(submissions=[case.piece.submission_id for case in cases]) if most is not None else {}
    return tuple(
        Row(
            case=case,
            words=words.get(case.piece_id, ""),
            themes=tuple(themes[case.pk]),
            flags=tuple(flags.get(case.piece.submission_id, ())),
            described=described.get(case.piece_id, ""),
        )
        for case in cases
    )


def in_order(
    *, parts: Sequence[CaseQuerySet], place: Place | None, limit: int, newest_first: bool = True
) -> list[Case]:
    """Return the next cases after a place in the queue's order, or, backwards, the ones before it, nearest first.

    `parts` are cases of one organisation each; the nearest of all are taken.
    """
    found = _ids_in_order(parts=parts, place=place, limit=limit, newest_first=newest_first)
    return _whole(Case.objects.filter(pk__in=found), found)


def _ids_in_order(
    *, parts: Sequence[CaseQuerySet], place: Place | None, limit: int, newest_first: bool = True
) -> list[int]:
    found: list[int] = []
    for is_risk in (True, False) if newest_first else (False, True):
        if place is not None and place.is_risk is not is_risk and place.is_risk is not newest_first:
            continue
        nearest: list[tuple[datetime, int]] = []
        for cases in parts:
            part = cases.filter(risk=RiskState.OPEN) if is_risk else cases.exclude(risk=RiskState.OPEN)
            if place is not None and place.is_risk is is_risk:
                part = part.filter(_beyond(place, newest_first=newest_first))
            order = ("-received_at", "-pk") if newest_first else ("received_at", "pk")
            nearest += part.order_by(*order).values_list("received_at", "pk")[: limit - len(found)]
        found += [pk for _at, pk in sorted(nearest, reverse=newest_first)[: limit - len(found)]]
        if len(found) >= limit:
            break
    return found


def _whole(cases: CaseQuerySet, ids: Sequence[int]) -> list[Case]:
    """Return the cases with all that a line shows of them, in the order of the primary keys."""
    by_id = {
        case.pk: case
        for case in cases.select_related(
            "assigned_to", "campaign", "form", "placement", "piece__service", "piece__submission"
        )
    }
    return [by_id[pk] for pk in ids if pk in by_id]


def _beyond(place: Place, *, newest_first: bool) -> Q:
    """Return the filter of what comes after the place; the first half alone lets the index seek."""
    if newest_first:
        return Q(received_at__lte=place.received_at) & ~Q(received_at=place.received_at, pk__gte=place.case_id)
    return Q(received_at__gte=place.received_at) & ~Q(received_at=place.received_at, pk__lte=place.case_id)


def _counted(cases: CaseQuerySet) -> dict[str, int]:
    """Return how many of the cases stand at each status, in one pass over one index, and at open risk, by its own."""
    rows = cases.order_by().values_list("status").annotate(there=Count("*"))
    return dict(rows) | {_AT_RISK: cases.filter(risk=RiskState.OPEN).count()}


def _words(piece_ids: Sequence[int], most: int | None) -> tuple[dict[int, str], dict[int, str]]:
    """Return each piece's own words (or their start), or, where it has none, another of its texts; and what describes
    its service."""
    texts = Text.objects.filter(piece__in=piece_ids).exclude(redacted="").order_by("-pk")
    shown: F | Left = F("redacted") if most is None else Left("redacted", most)
    held: dict[int, str] = {}
    described: dict[int, str] = {}
    for piece_id, field, words in texts.values_list("piece_id", "field", shown):
        if piece_id is not None and (piece_id not in held or field == TextField.WORDS):
            held[piece_id] = words
        if piece_id is not None and field == TextField.SERVICE:
            described[piece_id] = words
    return held, described


def _is_number(text: str) -> bool:
    """Return whether this is a whole number that a moment in microseconds and a primary key can be."""
    return text.isascii() and text.isdigit() and len(text) <= 17
