"""A whole world from a seed: everything about it follows from the seed, the first day and the size."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from evidence.worlds.campaign import Calendar, make_placements, make_waves
from evidence.worlds.chance import Chance
from evidence.worlds.comments import Writer
from evidence.worlds.handling import handle
from evidence.worlds.history import baseline
from evidence.worlds.organisations import NETWORK, ORGANISATIONS
from evidence.worlds.places import MOST_AREAS, make_areas, make_offices, make_services
from evidence.worlds.sending import Senders
from evidence.worlds.truth import Truth
from evidence.worlds.values import (
    Area,
    DailyCount,
    Day,
    Handling,
    Office,
    Organisation,
    Placement,
    Service,
    Submission,
    Wave,
)
from evidence.worlds.visiting import Visitors, expected_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a world is. `clicks` is how many people come by a link over all `length` days, in expectation."""

    clicks: int
    areas: int
    elapsed: int
    length: int

    def __post_init__(self) -> None:
        if not 1 <= self.areas <= MOST_AREAS:
            raise ValueError(f"A world has from 1 to {MOST_AREAS} shires, not {self.areas}.")
        if not 1 <= self.elapsed <= self.length:
            raise ValueError("A campaign lasts at least one day, and no more days have passed than it has.")


TINY = Size(clicks=1_200, areas=3, elapsed=14, length=21)
"""A fortnight in three shires: about a hundred submissions, for tests."""
SMALL = Size(clicks=25_500, areas=12, elapsed=84, length=112)
"""Twelve weeks so far, about 1,800 submissions with 3,000 pieces, and 56,000 visits."""


@dataclass(frozen=True, kw_only=True)
class World:
    """A simulated campaign. What is many comes by iterators, each the same however often it is asked for."""

    seed: int
    size: Size
    calendar: Calendar
    truth: Truth
    organisations: tuple[Organisation, ...]
    areas: tuple[Area, ...]
    offices: tuple[Office, ...]
    services: tuple[Service, ...]
    waves: tuple[Wave, ...]
    placements: tuple[Placement, ...]

    @property
    def shires(self) -> tuple[Area, ...]:
        """The areas that have an office."""
        return _shires(self.areas)

    @property
    def expected_submissions(self) -> float:
        """How many submissions the elapsed days are expected to bring, by web and otherwise."""
        by_web = {
            form: expected_forms(
                form,
                clicks=self.size.clicks,
                calendar=self.calendar,
                days=range(self.size.elapsed),
                truth=self.truth,
            )
            for form in self.truth.door_shares
        }
        return sum(by_web.values()) + by_web[NETWORK] * self.truth.not_by_web_rate

    def days(self) -> Iterator[Day]:
        """Yield the elapsed days with their visits and submissions; each day can be made without those before it."""
        visitors = Visitors(calendar=self.calendar, shires=self.shires, clicks=self.size.clicks, truth=self.truth)
        senders = Senders(calendar=self.calendar, shires=self.shires, services=self.services, truth=self.truth)
        for day in range(self.size.elapsed):
            yield self._day(day, visitors, senders)

    def submissions(self) -> Iterator[Submission]:
        """Yield every submission, day by day."""
        for day in self.days():
            yield from day.submissions

    def handlings(self, submissions: Iterator[Submission], *, until: datetime) -> Iterator[Handling]:
        """Yield what staff did with the pieces of these submissions before a moment."""
        writer = Writer()
        for submission in submissions:
            yield from handle(Chance(self.seed, 5, submission.number), submission, until=until, writer=writer)

    def baseline(self) -> Iterator[DailyCount]:
        """Yield the daily counts of the year before the campaign."""
        return baseline(
            calendar=self.calendar,
            shires=self.shires,
            offices=self.offices,
            clicks=self.size.clicks,
            truth=self.truth,
            seed=self.seed,
        )

    def _day(self, day: int, visitors: Visitors, senders: Senders) -> Day:
        visits, starts = visitors.of_day(Chance(self.seed, 2, day), day)
        chance = Chance(self.seed, 3, day)
        wave = self.calendar.wave_of_day(day)
        first = day * 1_000_000
        submissions = [
            senders.by_web(chance, start, number=first + number, wave=wave)
            for number, start in enumerate(starts)
            if start.is_sent
        ]
        submissions += [
            senders.by_other_ways(chance, number=first + len(starts) + number, wave=wave, day=day)
            for number in range(chance.poisson(self._by_other_ways(day)))
        ]
        submissions.sort(key=lambda submission: (submission.received_at, submission.number))
        return Day(day=self.calendar.moment(day).date(), visits=tuple(visits), submissions=tuple(submissions))

    def _by_other_ways(self, day: int) -> float:
        expected = expected_forms(
            NETWORK, clicks=self.size.clicks, calendar=self.calendar, days=range(day, day + 1), truth=self.truth
        )
        return expected * self.truth.not_by_web_rate


def simulate(*, seed: int, starts_on: date, size: Size = SMALL) -> World:
    """Return the world of a seed whose campaign began on that day. Same arguments, same world."""
    calendar = Calendar(starts_on=starts_on, elapsed=size.elapsed, length=size.length)
    chance = Chance(seed, 1)
    areas = make_areas(size.areas)
    shires = _shires(areas)
    return World(
        seed=seed,
        size=size,
        calendar=calendar,
        truth=Truth(),
        organisations=ORGANISATIONS,
        areas=areas,
        offices=make_offices(chance, shires),
        services=make_services(chance, shires),
        waves=make_waves(calendar),
        placements=make_placements(calendar),
    )


def _shires(areas: tuple[Area, ...]) -> tuple[Area, ...]:
    return tuple(area for area in areas if area.kind == "UPPER_TIER")
