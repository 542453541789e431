"""What a machine marked and what people decided of some pieces, counted: themes of the current framework, and tone."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, Max, Q

from evidence.stats import Stratum, joined
from heard.feedback.models import PieceQuerySet, Tone
from heard.insight.models import Aspect, DrawnPiece, Suggestion, SuggestionQuerySet, ThemeDecision, ToneDecision

BANDS = (0.8, 0.5, 0.0)
"""A machine's marks by their score: surest first, and at the end also those without one."""
_ANY = f"from{len(BANDS) - 1}"


@dataclass(frozen=True, kw_only=True)
class Labels:
    """One label's pieces: marked by machine, found by people among those they decided, and the strata of a draw."""

    by_machine: int
    by_people: int
    decided: int
    strata: tuple[Stratum, ...]


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """The random draw within what is counted: the pieces drawn, and those of them that people went through."""

    all: frozenset[int]
    decided: frozenset[int]


def drawn(*, pieces: PieceQuerySet) -> Drawn:
    """Return the pieces that were drawn at random, and those of them whose themes a person went through."""
    rows = list(DrawnPiece.objects.filter(piece__in=pieces).values_list("piece", "themes_decided_at"))
    return Drawn(
        all=frozenset(piece for piece, _at in rows),
        decided=frozenset(piece for piece, decided_at in rows if decided_at),
    )


def theme_labels(*, pieces: PieceQuerySet, themes: Collection[int], of: int, draw: Drawn) -> dict[int, Labels]:
    """Return each theme's counts over the pieces (`of` so many).

    A person who decides goes through all themes: what they did not choose is not there. Where organisations differ,
    the latest decision counts.
    """
    marked = Suggestion.objects.standing().filter(aspect=Aspect.THEME, theme__in=themes, piece__in=pieces)
    found = _themes_found(pieces, themes)
    decided = {*found, *draw.decided}
    by_people = Counter(theme for held in found.values() for theme in held)
    totals = _by_band(marked)
    bands = _bands_of(marked.filter(piece__drawn__themes_decided_at__isnull=False))
    return {
        theme: Labels(
            by_machine=totals.get(theme, {}).get(_ANY, 0),
            by_people=by_people[theme],
            decided=len(decided),
            strata=_strata(
                _apart(totals.get(theme, {}), of),
                {piece: bands[theme].get(piece, len(BANDS)) for piece in draw.decided},
                {piece for piece in draw.decided if theme in found.get(piece, ())},
            ),
        )
        for theme in themes
    }


def tone_labels(*, pieces: PieceQuerySet, of: int, draw: Drawn) -> dict[str, Labels]:
    """Return each tone's counts. What the writer said stands as decided, unless staff decided otherwise.

    Where the writer said nothing, what staff decided of the pieces drawn corrects what a machine marked.
    """
    staff = _tones_decided(pieces)
    said = Counter(dict(pieces.exclude(tone="").order_by().values_list("tone").annotate(n=Count("pk"))))
    told = sum(said.values())
    silent = dict(staff)
    overruled = pieces.exclude(tone="").filter(tone_decisions__replaced_at=None).values_list("pk", "tone")
    for piece, tone in overruled.distinct():
        if piece in silent:
            said[tone] -= 1
            said[silent.pop(piece)] += 1
    decided = Counter(silent.values())
    marks = _tone_marks(pieces)
    by_machine = Counter(dict(marks.order_by().values_list("value").annotate(n=Count("pk"))))
    unsaid = marks.filter(piece__tone="")
    marked = Counter(dict(unsaid.order_by().values_list("value").annotate(n=Count("pk"))))
    sample = {piece: tone for piece, tone in silent.items() if piece in draw.all}
    read = dict(unsaid.filter(piece__drawn__isnull=False).values_list("piece", "value"))
    return {
        tone: Labels(
            by_machine=by_machine[tone],
            by_people=said[tone] + decided[tone],
            decided=told + len(silent),
            strata=(
                Stratum(pieces=told, decided=told, present=said[tone]),
                *_strata(
                    (marked[tone], of - told - marked[tone]),
                    {piece: 0 if read.get(piece) == tone else 1 for piece in sample},
                    {piece for piece in sample if sample[piece] == tone},
                ),
            ),
        )
        for tone in Tone.values
    }


def _by_band(marked: SuggestionQuerySet) -> dict[int, dict[str, int]]:
    """Count, by theme, the pieces marked at each band's score or above; at the lowest, with any or none."""
    counts = {
        f"from{place}": Count("piece", distinct=True, filter=Q(score__gte=least) if least else None)
        for place, least in enumerate(BANDS)
    }
    rows = marked.order_by().values_list("theme").annotate(**counts)
    return {theme: dict(zip(counts, numbers, strict=True)) for theme, *numbers in rows}


def _apart(row: Mapping[str, int], of: int) -> tuple[int, ...]:
    """Return how many pieces each band holds by itself, and at the end how many were not marked."""
    above = [0, *(row.get(f"from{place}", 0) for place in range(len(BANDS))), of]
    return tuple(more - fewer for fewer, more in pairwise(above))


def _bands_of(marked: SuggestionQuerySet) -> dict[int, dict[int, int]]:
    """Return the band of each marked piece, by theme."""
    held: dict[int, dict[int, int]] = defaultdict(dict)
    rows = marked.order_by().values_list("theme", "piece").annotate(best=Max("score"))
    for theme, piece, best in rows:
        if theme is not None:
            held[theme][piece] = next(place for place, least in enumerate(BANDS) if (best or 0.0) >= least)
    return held


def _strata(pieces: Sequence[int], places: Mapping[int, int], found: Collection[int]) -> tuple[Stratum, ...]:
    """Return strata of so many pieces; `places` says in which each decided piece lies."""
    decided = Counter(places.values())
    present = Counter(places[piece] for piece in found)
    each = [
        Stratum(pieces=number, decided=decided[place], present=present[place]) for place, number in enumerate(pieces)
    ]
    return joined(each)


def _themes_found(pieces: PieceQuerySet, themes: Collection[int]) -> dict[int, set[int]]:
    """Return the themes that people found in each piece that they decided, the latest decision last."""
    held: dict[int, set[int]] = {}
    rows = ThemeDecision.objects.filter(piece__in=pieces, theme__in=themes, replaced_at=None)
    latest = rows.order_by("decided_at", "pk").values_list("piece", "theme", "is_present")
    for piece, theme, is_present in latest:
        there = held.setdefault(piece, set())
        there.add(theme) if is_present else there.discard(theme)
    return held


def _tones_decided(pieces: PieceQuerySet) -> dict[int, str]:
    rows = ToneDecision.objects.filter(piece__in=pieces, replaced_at=None).order_by("decided_at", "pk")
    return dict(rows.values_list("piece", "tone"))


def _tone_marks(pieces: PieceQuerySet) -> SuggestionQuerySet:
    """Return one standing suggestion of tone for each piece: the latest."""
    standing = Suggestion.objects.standing().filter(aspect=Aspect.TONE, piece__in=pieces)
    return Suggestion.objects.filter(pk__in=standing.order_by().values("piece").annotate(last=Max("pk")).values("last"))
