"""How far a machine agrees with people: what it had suggested when they decided, and what they decided."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.timezone import localdate

from evidence.stats import Alpha, Match, Scale, alpha, match
from heard.accounts.models import Organisation, User
from heard.accounts.queries import lineage_ids, organisations_for
from heard.campaigns.models import Campaign
from heard.design.errors import NotFound
from heard.feedback.models import Piece, PieceQuerySet, Tone
from heard.insight.frameworks import SOURCE_LABELS
from heard.insight.models import (
    Aspect,
    CodingItem,
    DrawnPiece,
    Suggestion,
    Theme,
    ThemeDecision,
    ToneDecision,
)
from heard.insight.queries import current_themes
from heard.measurement.models import AgreementLine, AgreementNotice
from heard.measurement.queries.access import READERS

RECENT = timedelta(weeks=12)
LINE, LEAST = 0.4, 50
"""The line where none was set: below it agreement is no more than fair (Landis and Koch 1977)."""

LEAST_FOUND = 10
"""In so many pieces somebody, machine or person, must have found a theme before a notice is raised about it."""

_CHUNK = 5000
_STEPS = {tone.value: step for step, tone in enumerate(Tone)}


class Basis(StrEnum):
    """Which decisions are compared: people who see suggestions agree with them more easily."""

    ALL = "all"
    BLIND = "blind"
    RANDOM = "random"


class Every(StrEnum):
    """How long one step of time is."""

    MONTH = "month"
    WEEK = "week"


@dataclass(frozen=True, kw_only=True)
class AgreementQuery:
    """What is asked of the page: whose pieces, by which decisions, and what is told over time."""

    campaign: str = ""
    basis: Basis = Basis.ALL
    every: Every = Every.MONTH
    about: str = ""

    def address(self, **changed: str) -> str:
        """Return `?…` for a link that asks the same but for what is changed."""
        held = {"campaign": self.campaign, "basis": str(self.basis), "every": str(self.every), "about": self.about}
        return f"?{urlencode({name: value for name, value in {**held, **changed}.items() if value})}"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One piece: the day on which people decided, and the themes that they and the machine found (primary keys)."""

    day: date
    people: frozenset[int]
    machine: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class TonePair:
    """One piece: the day on which people decided its tone, and the steps that they and the machine gave."""

    day: date
    people: int
    machine: int


Dated = TypeVar("Dated", Pair, TonePair)


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Every piece that people decided after the machine had read it; `unread` were decided before."""

    themes: tuple[Pair, ...]
    tones: tuple[TonePair, ...]
    unread: int

    def since(self, day: date) -> "Pairs":
        """Return the pieces decided on a day or later."""
        return Pairs(
            themes=tuple(one for one in self.themes if one.day >= day),
            tones=tuple(one for one in self.tones if one.day >= day),
            unread=self.unread,
        )


@dataclass(frozen=True, kw_only=True)
class ThemeMatch:
    """How the machine matches people on one theme."""

    theme: Theme
    match: Match

    @property
    def found(self) -> int:
        """In how many pieces somebody found it."""
        return self.match.hits + self.match.needless + self.match.missed


@dataclass(frozen=True, kw_only=True)
class Step:
    """One week or month: its first day, and how far machine and people agree on what was decided in it.

    `match` is None for tone, which is no yes or no.
    """

    begins: date
    alpha: Alpha
    match: Match | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """The line that holds; `is_own` where somebody set it."""

    alpha: float = LINE
    least: int = LEAST
    is_own: bool = False


def pairs(
    *,
    organisation: Organisation,
    campaign: Campaign | None = None,
    basis: Basis = Basis.ALL,
    since: datetime | None = None,
) -> Pairs:
    """Return what the organisation's people decided beside what methods suggested at that moment.

    Labels that came with an import are people's, and no machine's. A theme that nobody decided on in a piece whose
    themes were decided is not there. `since` leaves out what was last decided before that moment.
    """
    lineage = lineage_ids(organisation=organisation)
    pieces = _pieces(campaign, basis)
    themes = list(current_themes().values_list("pk", flat=True))
    moments: dict[int, datetime] = {}
    people: dict[int, set[int]] = defaultdict(set)
    decided = ThemeDecision.objects.filter(
        organisation__in=lineage, replaced_at=None, theme__in=themes, piece__in=pieces.values("pk")
    )
    toned = ToneDecision.objects.filter(organisation__in=lineage, replaced_at=None, piece__in=pieces.values("pk"))
    if since is not None:
        decided = decided.filter(piece__in=decided.filter(decided_at__gte=since).values("piece"))
        toned = toned.filter(decided_at__gte=since)
    for piece, theme, is_present, at in decided.values_list("piece", "theme", "is_present", "decided_at"):
        moments[piece] = max(at, moments.get(piece, at))
        if is_present:
            people[piece].add(theme)
    tones = {piece: (tone, at) for piece, tone, at in toned.values_list("piece", "tone", "decided_at")}
    machine = _machine({*moments, *tones})
    read = {piece: _then(machine.get(piece, ()), at) for piece, at in moments.items()}
    spoken = {piece: _then(machine.get(piece, ()), at) for piece, (_tone, at) in tones.items()}
    return Pairs(
        themes=tuple(
            Pair(
                day=localdate(moments[piece]),
                people=frozenset(people[piece]),
                machine=frozenset(one.theme_id for one in found if one.theme_id is not None),
            )
            for piece, found in read.items()
            if found
        ),
        tones=tuple(
            TonePair(day=localdate(tones[piece][1]), people=_STEPS[tones[piece][0]], machine=_STEPS[tone])
            for piece, found in spoken.items()
            if (tone := next((one.value for one in found if one.aspect == Aspect.TONE), ""))
        ),
        unread=sum(not found for found in read.values()),
    )


def theme_matches(*, found: Sequence[Pair]) -> tuple[ThemeMatch, ...]:
    """Return how the machine matches people on each theme that either found, in the framework's order."""
    seen = {theme for pair in found for theme in pair.people | pair.machine}
    return tuple(ThemeMatch(theme=theme, match=_match(found, theme)) for theme in current_themes().filter(pk__in=seen))


def tone_alpha(*, found: Sequence[TonePair]) -> Alpha:
    """Return how far machine and people agree about tone, on the order of its steps."""
    return alpha(ratings=Counter((one.people, one.machine) for one in found), scale=Scale.ORDINAL)


def over_time(*, found: Pairs, theme: Theme | None, every: Every) -> tuple[Step, ...]:
    """Return how far machine and people agree on a theme, or on tone, by weeks (from Monday) or months."""
    if theme is None:
        tones = _by_step(found.tones, every)
        return tuple(Step(begins=begins, alpha=tone_alpha(found=tones[begins])) for begins in sorted(tones))
    themes = _by_step(found.themes, every)
    matches = {begins: _match(themes[begins], theme) for begins in sorted(themes)}
    return tuple(Step(begins=begins, alpha=one.alpha, match=one) for begins, one in matches.items())


def line_of(*, organisation: Organisation, campaign: Campaign | None = None) -> Line:
    """Return the line that holds: the campaign's own, else the organisation's, else the default."""
    lines = {line.campaign_id: line for line in AgreementLine.objects.filter(organisation=organisation)}
    own = (lines.get(campaign.pk) if campaign else None) or lines.get(None)
    return Line(alpha=own.alpha, least=own.least, is_own=True) if own else Line()


def is_below(*, told: Alpha, found: int, line: Line) -> bool:
    """Return whether agreement lies below the line, whole interval, over enough pieces for chance not to do it."""
    enough = told.units >= line.least and found >= LEAST_FOUND
    return enough and told.interval is not None and told.interval.high < line.alpha


def notices_for(*, user: User, organisation: Organisation | None = None) -> QuerySet[AgreementNotice]:
    """Return the notices that stand, of the organisations whose figures the person reads: unseen ones first.

    Those of one organisation are also those of whose place it took.
    """
    reached = organisations_for(user=user, roles=READERS)
    if organisation is not None:
        reached = reached.filter(pk__in=lineage_ids(organisation=organisation))
    standing = AgreementNotice.objects.filter(organisation__in=reached, ended_at=None)
    return standing.select_related("theme", "campaign", "seen_by", "organisation").order_by("seen_at", "-raised_at")


def notice_for(*, user: User, notice_id: int) -> AgreementNotice:
    """Return one of them. Raises NotFound."""
    found = notices_for(user=user).filter(pk=notice_id).first()
    if found is None:
        raise NotFound
    return found


def count_unseen(*, user: User) -> int:
    """Return how many notices wait for somebody to look."""
    standing = AgreementNotice.objects.filter(seen_at=None, ended_at=None).order_by()
    unseen = Counter(standing.values_list("organisation", flat=True))
    if not unseen:
        return 0
    reached = organisations_for(user=user, roles=READERS).filter(pk__in=unseen)
    return sum(unseen[pk] for pk in reached.values_list("pk", flat=True))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Suggested:
    aspect: str
    theme_id: int | None
    value: str
    since: datetime
    until: datetime | None


def _machine(pieces: Iterable[int]) -> dict[int, list[_Suggested]]:
    held: dict[int, list[_Suggested]] = defaultdict(list)
    wanted = sorted(pieces)
    for start in range(0, len(wanted), _CHUNK):
        rows = Suggestion.objects.filter(
            piece__in=wanted[start : start + _CHUNK], aspect__in=(Aspect.THEME, Aspect.TONE)
        ).exclude(method=SOURCE_LABELS)
        columns = ("piece", "aspect", "theme", "value", "suggested_at", "replaced_at")
        for piece, aspect, theme, value, since, until in rows.values_list(*columns):
            held[piece].append(_Suggested(aspect=aspect, theme_id=theme, value=value, since=since, until=until))
    return held


def _then(suggested: Iterable[_Suggested], at: datetime) -> list[_Suggested]:
    """Return what was suggested at a moment."""
    return [one for one in suggested if one.since <= at and (one.until is None or one.until > at)]


def _pieces(campaign: Campaign | None, basis: Basis) -> PieceQuerySet:
    pieces = Piece.objects.counted()
    if campaign is not None:
        pieces = pieces.filter(submission__campaign=campaign)
    if basis is Basis.BLIND:
        return pieces.filter(pk__in=CodingItem.objects.filter(settled_at__isnull=False).values("piece"))
    return pieces.filter(pk__in=DrawnPiece.objects.values("piece")) if basis is Basis.RANDOM else pieces


def _match(found: Iterable[Pair], theme: Theme) -> Match:
    counts = Counter((theme.pk in pair.people, theme.pk in pair.machine) for pair in found)
    return match(
        hits=counts[True, True], needless=counts[False, True], missed=counts[True, False], neither=counts[False, False]
    )


def _by_step(found: Iterable[Dated], every: Every) -> dict[date, list[Dated]]:
    held: dict[date, list[Dated]] = defaultdict(list)
    for one in found:
        begins = one.day.replace(day=1) if every is Every.MONTH else one.day - timedelta(days=one.day.weekday())
        held[begins].append(one)
    return held
