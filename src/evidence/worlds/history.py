"""The year before the campaign: daily counts that its figures are compared with."""

from collections.abc import Iterator
from datetime import date, timedelta

from evidence.worlds.campaign import Calendar
from evidence.worlds.chance import Chance
from evidence.worlds.organisations import NETWORK, REGULATOR
from evidence.worlds.rhythm import WEEKDAYS
from evidence.worlds.truth import Truth
from evidence.worlds.values import Area, DailyCount, Office
from evidence.worlds.visiting import expected_forms, expected_lookups

DAYS_BEFORE = 371
"""Fifty-three weeks: a year before the campaign's first day is among them, whatever the weekday."""
_PIECES_PER_FORM = 1.4


def baseline(
    *, calendar: Calendar, shires: tuple[Area, ...], offices: tuple[Office, ...], clicks: int, truth: Truth, seed: int
) -> Iterator[DailyCount]:
    """Yield each day's counts from 53 weeks before the campaign to the day before it, in order.

    Means differ by weekday alone, so that over whole weeks the expected ratio of the campaign's elapsed days to any of
    these days is `truth.uplift`. Forms and look-ups of the network stand by office, in proportion to population.
    """
    chance = Chance(seed, 4)
    days = range(calendar.elapsed)
    population = sum(shire.population for shire in shires)
    shares = {shire.code: shire.population / population for shire in shires}

    def per_day(form: str) -> float:
        expected = expected_forms(form, clicks=clicks, calendar=calendar, days=days, truth=truth)
        expected *= 1 + truth.not_by_web_rate if form == NETWORK else 1
        return expected / calendar.elapsed / truth.uplift[form, "FORMS"]

    lookups = expected_lookups(clicks=clicks, calendar=calendar, days=days)
    lookups = lookups / calendar.elapsed / truth.uplift[NETWORK, "LOOKUPS"]
    means = {REGULATOR: per_day(REGULATOR), NETWORK: per_day(NETWORK)}
    for before in range(DAYS_BEFORE, 0, -1):
        day = calendar.starts_on - timedelta(days=before)
        forms = _counted(chance, day, REGULATOR, "", "FORMS", means[REGULATOR], truth)
        yield forms
        yield _pieces(chance, forms)
        for office in offices:
            share = shares[office.area]
            yield _counted(chance, day, NETWORK, office.key, "FORMS", means[NETWORK] * share, truth)
            yield _counted(chance, day, NETWORK, office.key, "LOOKUPS", lookups * share, truth)


def _counted(
    chance: Chance, day: date, organisation: str, office: str, outcome: str, mean: float, truth: Truth
) -> DailyCount:
    count = chance.overdispersed(mean * WEEKDAYS[day.weekday()], truth.baseline_dispersion)
    return DailyCount(organisation=organisation, office=office, outcome=outcome, day=day, count=count)


def _pieces(chance: Chance, forms: DailyCount) -> DailyCount:
    more = chance.poisson(forms.count * (_PIECES_PER_FORM - 1)) if forms.count else 0
    return DailyCount(
        organisation=forms.organisation, office="", outcome="PIECES", day=forms.day, count=forms.count + more
    )
