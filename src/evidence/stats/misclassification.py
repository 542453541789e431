"""How many pieces hold a theme, where a machine labelled all of them and people decided some: a corrected count.

Double sampling (Tenenbein 1970): within each stratum of the machine's labels, the share that people found among those
they decided stands for the whole stratum. Intervals add up over strata by the variance estimates recovered from each
stratum's own limits (Zou, Huang and Zhang 2009), narrowed by what has been decided of a finite number (Cochran 1977).
docs/methods/corrected-counts.md says when not to believe it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

from evidence.findings import Column, Finding, Table
from evidence.stats.intervals import Interval, wilson

LEAST = 5
"""A stratum of which people decided fewer says too little by itself."""

FEWEST = 30
"""Where people decided fewer in all, no count is corrected."""

_HAIR = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Pieces that the machine labelled alike: how many, how many people decided, and in how many they found it.

    Raises ValueError where the three contradict each other.
    """

    pieces: int
    decided: int
    present: int

    def __post_init__(self) -> None:
        if not 0 <= self.present <= self.decided <= self.pieces:
            raise ValueError("A stratum holds no more decided pieces than pieces, and no more found than decided.")

    def __add__(self, other: "Stratum") -> "Stratum":
        return Stratum(
            pieces=self.pieces + other.pieces,
            decided=self.decided + other.decided,
            present=self.present + other.present,
        )

    @property
    def is_thin(self) -> bool:
        """Whether pieces are left over which too few decided ones speak for."""
        return self.decided < min(LEAST, self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """About how many pieces hold it, out of how many, and between which numbers that lies."""

    pieces: float
    interval: Interval
    of: int
    decided: int
    level: float

    @property
    def whole_limits(self) -> tuple[int, int]:
        """The interval's limits as whole numbers, rounded outwards."""
        return floor(self.interval.low + _HAIR), ceil(self.interval.high - _HAIR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One label's counts: by machine on all pieces, decided and found by people, and both together where it can be."""

    name: str
    by_machine: int
    decided: int
    by_people: int
    both: Corrected | None


def joined(strata: Sequence[Stratum]) -> tuple[Stratum, ...]:
    """Return neighbouring strata (in the order of their scores) joined until none is thin, or only one is left.

    What people decided must be drawn at random over all of them: then any of them may be joined.
    """
    held: list[Stratum] = []
    for stratum in strata:
        if held and (stratum.is_thin or held[-1].is_thin):
            held[-1] += stratum
        else:
            held.append(stratum)
    return tuple(held)


def corrected(strata: Sequence[Stratum], *, level: float = 0.95) -> Corrected | None:
    """Return the corrected count over all strata; None where one of them is thin, or too few pieces are decided in all.

    Holds where the decided pieces of each stratum were drawn at random from it, and for no other choice: of those that
    the machine is least sure of, far more hold the theme than of the rest. Decided pieces count as they were decided.
    """
    there = [stratum for stratum in strata if stratum.pieces]
    pieces, decided = sum(each.pieces for each in there), sum(each.decided for each in there)
    if not there or any(each.is_thin for each in there) or decided < min(FEWEST, pieces):
        return None
    total = below = above = 0.0
    for stratum in there:
        share = stratum.present / stratum.decided
        limits = wilson(events=stratum.present, of=stratum.decided, level=level)
        reach = sqrt(stratum.pieces * (stratum.pieces - stratum.decided))
        total += stratum.pieces * share
        below += (reach * (share - limits.low)) ** 2
        above += (reach * (limits.high - share)) ** 2
    found = sum(stratum.present for stratum in there)
    return Corrected(
        pieces=total,
        interval=Interval(max(found, total - sqrt(below)), min(pieces - decided + found, total + sqrt(above))),
        of=pieces,
        decided=decided,
        level=level,
    )


def describe(counted: Sequence[Counted], *, of: int, what: str, notes: Sequence[str] = ()) -> Finding:
    """Return the counts of several labels (`what`: "Theme") over the same `of` pieces as a finding."""
    return Finding(
        table=Table.of(
            title=f"{what}s of {of:,} pieces",
            columns=(
                what,
                Column("By machine", "pieces"),
                Column("Decided by people", "pieces"),
                Column("Found by people", "pieces"),
                Column("Corrected", "pieces"),
                Column("from", "pieces"),
                Column("to", "pieces"),
            ),
            rows=[(one.name, one.by_machine, one.decided, one.by_people, *_shown(one.both)) for one in counted],
        ),
        sentence=_sentence(counted, of),
        caveats=tuple(dict.fromkeys([*_caveats(counted), *notes])),
    )


def _shown(both: Corrected | None) -> tuple[int | None, int | None, int | None]:
    return (round(both.pieces), *both.whole_limits) if both else (None, None, None)


def _sentence(counted: Sequence[Counted], of: int) -> str:
    known = sorted((one for one in counted if one.both), key=lambda one: -one.both.pieces if one.both else 0)
    if not of:
        return "There are no pieces to count."
    if not known:
        return f"Among {of:,} pieces, people have decided too few to correct what the machine counted."
    first = known[0]
    number, low, high = _shown(first.both)
    if first.both and first.both.decided == of:
        return f"“{first.name}” comes first, in {number:,} of {of:,} pieces, each of which a person judged."
    return (
        f"“{first.name}” comes first, in about {number:,} of {of:,} pieces (95% interval {low:,} to {high:,}), as "
        f"people’s decisions correct the machine’s {first.by_machine:,}."
    )


def _caveats(counted: Sequence[Counted]) -> list[str]:
    said = []
    if any(one.both is None for one in counted):
        said.append(
            f"Where nothing is corrected, people have decided fewer than {FEWEST} pieces that were drawn at random."
        )
    if len(counted) > 1 and any(one.both for one in counted):
        said.append(
            "Each interval stands by itself: among twenty, one leaves out the truth by chance. Do not rank by them."
        )
    return said
