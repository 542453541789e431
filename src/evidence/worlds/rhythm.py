"""When people come: curves over weekdays, hours and the days after a post. Each sums or averages to one."""

from functools import cache

from evidence.worlds.campaign import Calendar, LinkPlan, first_moment

WEEKDAYS = (1.12, 1.14, 1.1, 1.05, 0.98, 0.78, 0.83)
"""Monday to Sunday; the mean is one."""
_HOURS = (
    0.6, 0.35, 0.25, 0.2, 0.2, 0.35, 0.9, 2.2, 3.9, 5.2, 6.0, 6.2,
    6.4, 6.1, 5.6, 5.4, 5.2, 5.0, 5.1, 6.3, 7.4, 7.0, 4.6, 2.0,
)  # fmt: skip
HOURS = tuple(weight / sum(_HOURS) for weight in _HOURS)
"""The share of a day's visits in each hour."""
_HALF_LIFE = {"burst": 0.7, "mail": 0.9}
_REPEATS = {"burst": 11, "mail": 28}


@cache
def day_shares(link: LinkPlan, calendar: Calendar) -> tuple[float, ...]:
    """Return the share of a link's clicks on each day of the whole campaign; they sum to one.

    A post bursts and decays, and is posted again; paid posts run through their wave; print grows, then lasts.
    """
    first = int(first_moment(link, calendar))
    last = calendar.length - 1
    if link.shape == "paid":
        last = min(last, first + max(round(calendar.length * 0.3), 1))
    weights = [0.0] * calendar.length
    for day in range(first, last + 1):
        weekday = (calendar.starts_on.weekday() + day) % 7
        weights[day] = _interest(link.shape, day - first) * WEEKDAYS[weekday]
    total = sum(weights)
    return tuple(weight / total for weight in weights)


def _interest(shape: str, age: int) -> float:
    if shape in _HALF_LIFE:
        since = age % _REPEATS[shape]
        fading = 0.75 ** (age // _REPEATS[shape])
        return float(fading * 0.5 ** (since / _HALF_LIFE[shape]) + 0.02)
    if shape == "slow":
        return float(min(1.0, 0.2 + age / 10))
    return 1.0
