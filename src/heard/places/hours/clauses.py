"""Clauses of hours: which days, and what times on them."""

from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from heard.places.hours.tokens import NotUnderstood, Token, tokens_of
from heard.places.hours.week import ALL_DAY, DAY, Span, Spans, overlap

LONGEST_SPAN = 18 * 60
EARLIEST_BARE_TIME = 7 * 60
"""Before this hour a time such as 5:00 more likely means the afternoon, so it is asked and not guessed."""
_DAY_WORDS = frozenset({"day", "weekdays", "weekends", "every day", "bank holidays", "with bank holidays"})
_LISTED = frozenset({"comma", "and"})
_BETWEEN = frozenset({"comma", "colon"})
_APART = frozenset({"comma", "colon", "semicolon", "and"})


@dataclass(kw_only=True)
class Clause:
    """The days that one clause names, and the times on them."""

    weekdays: list[int] = field(default_factory=list)
    dates: list[tuple[date, date]] = field(default_factory=list)
    bank_holidays: str = ""
    is_every_day: bool = False
    spans: Spans = ()


def clauses_of(text: str) -> list[Clause]:
    """Return the clauses of the text. Raises NotUnderstood."""
    reader = _Reader(tokens_of(text))
    clauses = []
    while reader.skip(_APART):
        clauses.append(reader.clause())
    return clauses


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def skip(self, kinds: frozenset[str]) -> bool:
        """Pass over such tokens; return whether any other is left."""
        while self.kind() in kinds:
            self.at += 1
        return self.at < len(self.tokens)

    def kind(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.tokens[at].kind if at < len(self.tokens) else ""

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def clause(self) -> Clause:
        clause = Clause()
        if self.kind() == "except bank holidays":
            self.take()
            clause.bank_holidays = "closed"
            return clause
        if self.starts_days():
            self.days(clause)
            self.skip(_BETWEEN)
            clause.spans = self.times(clause)
        else:
            clause.spans = self.times(clause)
            self.days_after(clause)
        if clause.bank_holidays == "these" and not clause.spans:
            clause.bank_holidays = "closed"
        return clause

    def days_after(self, clause: Clause) -> None:
        at = self.at
        self.skip(_BETWEEN)
        if self.starts_days():
            self.days(clause)
        elif clause.spans == ALL_DAY and self.at == len(self.tokens):
            self.at = at
            clause.weekdays, clause.is_every_day = list(range(7)), True
        else:
            raise NotUnderstood(
                _("The hours do not say on which days “%(time)s” is. Write them like “Monday to Friday, 9am to 5pm”.")
                % {"time": self.tokens[max(0, at - 1)].text}
            )

    def starts_days(self) -> bool:
        return self.kind() in _DAY_WORDS or self.starts_date()

    def starts_date(self) -> bool:
        return self.kind() == "number" and self.kind(1) == "month"

    def days(self, clause: Clause) -> None:
        self.day(clause)
        while True:
            at = self.at
            self.skip(_LISTED)
            if self.kind() == "except bank holidays":
                self.take()
                clause.bank_holidays = "closed"
            elif self.kind() == "with bank holidays" or (self.at > at and self.starts_days()):
                self.day(clause)
            else:
                self.at = at
                return

    def day(self, clause: Clause) -> None:
        if self.starts_date():
            clause.dates.append(self.date_range())
            return
        token = self.take()
        named = {
            "weekdays": list(range(5)),
            "weekends": [5, 6],
            "every day": list(range(7)),
            "day": [token.value],
        }.get(token.kind, [])
        if token.kind == "day" and self.kind() == "to" and self.kind(1) == "day":
            self.take()
            last = self.take().value
            named = [(token.value + step) % 7 for step in range((last - token.value) % 7 + 1)]
        if token.kind == "bank holidays":
            clause.bank_holidays = "these"
        elif token.kind == "with bank holidays":
            clause.bank_holidays = "as usual"
        clause.is_every_day = clause.is_every_day or token.kind == "every day"
        if set(named) & set(clause.weekdays):
            raise NotUnderstood(_("The hours name “%(day)s” twice.") % {"day": token.text})
        clause.weekdays += named

    def date_range(self) -> tuple[date, date]:
        number, month = self.take(), self.take()
        year = self.take().value if self.kind() == "year" else 0
        if self.kind() == "to" and self.kind(1) == "number" and self.kind(2) == "month":
            self.take()
            last_number, last_month = self.take(), self.take()
            last_year = self.year(last_number, last_month)
            last = _date(last_number, last_month, last_year)
            is_year_before = not year and (month.value, number.value) > (last.month, last.day)
            first = _date(number, month, year or last_year - is_year_before)
            if last < first:
                raise NotUnderstood(
                    _("In the hours, the dates from %(first)s to %(last)s are the wrong way round.")
                    % {"first": first.isoformat(), "last": last.isoformat()}
                )
            return first, last
        if not year:
            self.year(number, month)
        day = _date(number, month, year)
        return day, day

    def year(self, number: Token, month: Token) -> int:
        if self.kind() != "year":
            raise NotUnderstood(_("Add the year to “%(date)s” in the hours.") % {"date": f"{number.text} {month.text}"})
        return self.take().value

    def times(self, clause: Clause) -> Spans:
        if self.kind() == "closed":
            self.take()
            return ()
        if self.kind() == "any time":
            self.take()
            return ALL_DAY
        if clause.bank_holidays == "as usual" and not clause.weekdays and not clause.dates:
            return ()
        spans = self.spans()
        if overlap(spans):
            raise NotUnderstood(_("The hours name times of the same day that overlap."))
        return spans

    def spans(self) -> Spans:
        spans = [self.span()]
        while True:
            at = self.at
            self.skip(_LISTED)
            if self.at == at or not self.starts_span():
                self.at = at
                return tuple(sorted(spans))
            spans.append(self.span())

    def starts_span(self) -> bool:
        return self.kind() in {"time", "number"} and not self.starts_date()

    def span(self) -> Span:
        if not self.starts_span():
            shown = self.tokens[self.at].text if self.at < len(self.tokens) else self.tokens[-1].text
            raise NotUnderstood(
                _("The hours need a time at “%(word)s”, such as “9am to 5pm”, or “closed”.")
                % {"word": shown.strip() or "…"}
            )
        first = self.take()
        if self.kind() not in {"to", "and"} or self.kind(1) not in {"time", "number"}:
            raise NotUnderstood(
                _("The hours do not say until when it is open from “%(time)s”. Write both, like “9am to 5pm”.")
                % {"time": first.text}
            )
        self.take()
        return _span(first, self.take())


def _date(number: Token, month: Token, year: int) -> date:
    try:
        return date(year, month.value, number.value)
    except ValueError as error:
        raise NotUnderstood(
            _("There is no day “%(date)s”.") % {"date": f"{number.text} {month.text} {year}"}
        ) from error


def _span(first: Token, last: Token) -> Span:
    closes = _settled(last)
    opens = _opening(first, last, closes)
    for time in (opens, closes):
        if time.half == "" and time.value < EARLIEST_BARE_TIME:
            raise NotUnderstood(
                _("Say am or pm after “%(time)s”, or write it like 09:00 or 17:00.") % {"time": time.text}
            )
    if closes.value == opens.value:
        raise NotUnderstood(
            _("The hours open and close at the same time, %(time)s. For a whole day write “at any time”.")
            % {"time": last.text}
        )
    end = closes.value if closes.value > opens.value else closes.value + DAY
    if end - opens.value > LONGEST_SPAN and not (closes.half == "midnight" or opens.half == "midnight"):
        raise NotUnderstood(
            _("From “%(first)s” to “%(last)s” is more than 18 hours. Say am or pm for both, or “at any time”.")
            % {"first": first.text, "last": last.text}
        )
    if end > DAY and "" in {first.half, last.half}:
        raise NotUnderstood(
            _("From “%(first)s” to “%(last)s” runs into the next day. Say am or pm for both.")
            % {"first": first.text, "last": last.text}
        )
    return Span(opens=opens.value, closes=end)


def _settled(token: Token) -> Token:
    """Return a time on the clock of 24 hours; a bare number says no half of the day, and is refused."""
    if token.kind == "number":
        raise NotUnderstood(_("Say am or pm after “%(time)s”, or write it like 09:00 or 17:00.") % {"time": token.text})
    return replace(token, value=DAY) if token.half == "midnight" and token.kind == "time" else token


def _opening(first: Token, last: Token, closes: Token) -> Token:
    if first.kind == "time":
        if first.half == "" and last.half in {"am", "pm"} and first.value < 13 * 60:
            return _in_the_half_of(first, first.value // 60, first.value % 60, last, closes)
        return first
    if last.half not in {"am", "pm", "noon"} or not 1 <= first.value <= 12:
        return _settled(first)
    return _in_the_half_of(first, first.value, 0, last, closes)


def _in_the_half_of(first: Token, hour: int, minute: int, last: Token, closes: Token) -> Token:
    """Return "9" of "9 to 5pm": the same half of the day where that comes before the end, else the morning."""
    if not 1 <= hour <= 12:
        raise NotUnderstood(_("“%(time)s” is not a time of day.") % {"time": first.text})
    morning = hour % 12 * 60 + minute
    afternoon = morning + 12 * 60
    value = afternoon if last.half == "pm" and afternoon < closes.value else morning
    return replace(first, kind="time", value=value, half=last.half)
