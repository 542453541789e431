"""Reading hours from plain words such as "Monday to Friday, 9am to 5pm; Saturday 10am to noon".

One clause after another names days and then times, or times and then days. What is not understood is refused with the
word that stopped the reading, and nothing is guessed: "9 to 5" could be either half of the day.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from heard.places.hours.clauses import Clause, clauses_of
from heard.places.hours.tokens import NotUnderstood
from heard.places.hours.week import ALL_DAY, Hours, Spans, SpecialDays, overlap

__all__ = ["NotUnderstood", "hours_of", "read_hours"]

LONGEST = 500


@dataclass(kw_only=True)
class _Gathered:
    """What the clauses read so far say."""

    week: list[Spans | None] = field(default_factory=lambda: [None] * 7)
    bank_holidays: Spans | None = None
    is_usual: bool = False
    special: list[SpecialDays] = field(default_factory=list)


def hours_of(text: str) -> Hours | None:
    """Return what the words say, or None where there are none or they are not understood."""
    try:
        return read_hours(text) if text.strip() else None
    except NotUnderstood:
        return None


@lru_cache(maxsize=2048)
def read_hours(text: str) -> Hours:
    """Return what the words say. Raises NotUnderstood, whose message says what is wrong and how to write it."""
    if len(text) > LONGEST:
        raise NotUnderstood(_("The hours are longer than %(longest)s characters.") % {"longest": LONGEST})
    clauses = clauses_of(text)
    gathered = _Gathered()
    for clause in clauses:
        _take(clause, gathered)
    if all(spans is None for spans in gathered.week) and not gathered.special and gathered.bank_holidays is None:
        raise NotUnderstood(_("The hours name no day. Write them like “Monday to Friday, 9am to 5pm”."))
    return Hours(
        week=tuple(spans or () for spans in gathered.week),
        bank_holidays=None if gathered.is_usual else gathered.bank_holidays,
        is_usual_on_bank_holidays=gathered.is_usual,
        special=tuple(sorted(gathered.special, key=lambda days: days.first)),
    )


def _take(clause: Clause, gathered: _Gathered) -> None:
    for weekday in clause.weekdays:
        gathered.week[weekday] = _joined(gathered.week[weekday], clause.spans)
    if clause.is_every_day and clause.spans == ALL_DAY and gathered.bank_holidays is None:
        gathered.is_usual = True
    if clause.bank_holidays == "as usual":
        gathered.is_usual = True
    elif clause.bank_holidays == "closed":
        gathered.bank_holidays, gathered.is_usual = (), False
    elif clause.bank_holidays == "these":
        gathered.bank_holidays, gathered.is_usual = _joined(gathered.bank_holidays, clause.spans), False
    for first, last in clause.dates:
        if any(days.first <= last and first <= days.last for days in gathered.special):
            raise NotUnderstood(_("The hours name the same date twice."))
        gathered.special.append(SpecialDays(first=first, last=last, spans=clause.spans))


def _joined(before: Spans | None, added: Spans) -> Spans:
    if before is None:
        return added
    if not before or not added:
        raise NotUnderstood(_("The hours say of the same day that it is open and that it is closed, or say it twice."))
    spans = tuple(sorted((*before, *added)))
    if overlap(spans):
        raise NotUnderstood(_("The hours name times of the same day that overlap."))
    return spans
