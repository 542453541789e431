"""Read an export as a manager really has it: find its header, know its source, take its rows, and say what is wrong."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b

from evidence.exports.grids import ExportRefused, Grid, grids_in
from evidence.exports.measures import DAYS, Label, Meaning, Measure
from evidence.exports.moments import NotADay, is_ambiguous, moment_in, order_of
from evidence.exports.numbers import SPOILT_ID, NotANumber, currency_in, number_in
from evidence.exports.sources import Heading, Source, heading, source_of

DEEPEST_HEADER = 30
"""The header is looked for among so many rows: what stands above it is a preamble."""
MOST_PROBLEMS = 200
_TOTAL = re.compile(r"(?:grand )?totals?\b.*|results from \d+ .*", re.IGNORECASE)
_IN_UTC = re.compile(r"\(in UTC\)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
_CURRENCY = re.compile(r"[A-Za-z]{3}")
_NONE = Decimal()
_SUBJECT = (Label.NETWORK, Label.PROFILE, Label.CAMPAIGN, Label.GROUP, Label.AD, Label.POST, Label.LINK)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong in which row (None: in the file), as a sentence that says how to mend it."""

    row: int | None
    sentence: str


def _digest(parts: Iterable[str]) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, kw_only=True)
class ExportRow:
    """One row: where it stands, what it is about, its first and last day, and its figures.

    `addresses` are the web addresses that stand anywhere in it, in a post's words too: by them a row is known as a
    link's. They may be private, so keep none.
    """

    number: int
    labels: Mapping[Label, str]
    first_day: date | None
    last_day: date | None
    figures: Mapping[Measure, Decimal]
    addresses: tuple[str, ...] = ()

    @cached_property
    def subject(self) -> str:
        """What tells that two rows, of this file or another, are about the same thing: a digest."""
        return _digest(f"{label}={self.labels.get(label, '')}" for label in _SUBJECT)

    @cached_property
    def key(self) -> str:
        """What tells that two rows are of the same thing and period: a digest."""
        return _digest((self.subject, str(self.first_day), str(self.last_day)))


@dataclass(frozen=True, kw_only=True)
class Export:
    """What an export says. `unknown` columns await an answer; `total` is what its own row of totals says.

    It may be taken in only where `problems` is empty and `unknown` too.
    """

    source: Source | None
    headings: tuple[str, ...]
    rows: tuple[ExportRow, ...]
    total: Mapping[Measure, Decimal]
    currency: str
    zone: str
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]

    @property
    def first_day(self) -> date | None:
        """The first day of any row."""
        return min((row.first_day for row in self.rows if row.first_day), default=None)

    @property
    def last_day(self) -> date | None:
        """The last day of any row."""
        return max((row.last_day for row in self.rows if row.last_day), default=None)

    def sum_of(self, measure: Measure) -> Decimal:
        """Return a measure added up over the rows. Raises ValueError for one that does not add up."""
        if not measure.adds_up:
            raise ValueError(f"{measure} of several rows cannot be added up.")
        return _added(measure, self.rows)


def _added(measure: Measure, rows: Iterable[ExportRow]) -> Decimal:
    return sum((row.figures.get(measure, _NONE) for row in rows), _NONE)


def read_export(
    data: bytes,
    *,
    name: str,
    zone: str = "Europe/London",
    known: Mapping[str, Meaning] | None = None,
    order: str = "",
) -> Export:
    """Return what the bytes of an export say.

    `known` tells what further columns are (by their names in small letters), `order` whether 7/8/2020 is DMY or MDY
    where file and source leave it open, `zone` the zone whose days are wanted. Raises ExportRefused where the file is
    no table; all else that is wrong stands among the export's problems.
    """
    told = dict(known or {})
    grid, place, source = _table_in(data, name, told)
    headings = tuple(heading(cell) for cell in grid.rows[place][1])
    while headings and not headings[-1].name:
        headings = headings[:-1]
    reading = _Reading(
        source=source,
        headings=headings,
        known={**(source.columns if source else {}), **told},
        preamble=" ".join(cell for _number, cells in grid.rows[:place] for cell in cells),
        written=" ".join(grid.rows[place][1]),
        zone=zone,
        order=order,
    )
    return reading.of(grid.rows[place + 1 :])


def source_of_export(data: bytes, *, name: str) -> Source | None:
    """Return of which source an export is, without reading its rows. Raises ExportRefused where it is no table."""
    return _table_in(data, name, {})[2]


def _table_in(data: bytes, name: str, told: Mapping[str, Meaning]) -> tuple[Grid, int, Source | None]:
    """Return the table to be read, at which of its rows the header stands, and of which source it is."""
    found = [(grid, *_header_of(grid, told)) for grid in grids_in(data, name=name)]
    return max(found, key=lambda each: (each[2] is not None, len(each[0].rows) - each[1]))


def _header_of(grid: Grid, told: Mapping[str, Meaning]) -> tuple[int, Source | None]:
    """Return at which row the header stands, and of which source it is; without one, the first widest row is it."""
    rows = grid.rows[:DEEPEST_HEADER]
    for place, (_number, cells) in enumerate(rows):
        names = {heading(cell).name for cell in cells} - {""}
        if source := source_of(names):
            return place, source
    widest = max((sum(bool(cell) for cell in cells) for _number, cells in rows), default=0)
    for place, (_number, cells) in enumerate(rows):
        names = {heading(cell).name for cell in cells} - {""}
        if len(names) >= 2 and (len(names & set(told)) * 2 >= len(names) or len(names) == widest):
            return place, None
    raise ExportRefused("No row of this file looks like the names of its columns. Export it again, with headers.")


@dataclass(kw_only=True)
class _Reading:
    """One reading of one table, and what it has found so far. A day that was read once is not read again."""

    source: Source | None
    headings: tuple[Heading, ...]
    known: Mapping[str, Meaning]
    preamble: str
    written: str
    zone: str
    order: str
    problems: list[Problem] = field(default_factory=list)
    spoilt: int = 0
    has_bare_days: bool = False
    currencies: set[str] = field(default_factory=set)
    days: dict[str, date | None] = field(default_factory=dict)

    def of(self, body: Sequence[tuple[int, tuple[str, ...]]]) -> Export:
        total: Mapping[Measure, Decimal] = {}
        parts: list[tuple[int, tuple[str, ...]]] = []
        width = len(self.headings)
        for number, held in body:
            cells = held + ("",) * (width - len(held))
            if self._is_total(cells):
                total = total or self._figures(number, cells)
            else:
                parts.append((number, cells))
        unknown = self._unknown(parts)
        order = self._order(parts)
        rows = tuple(self._row(number, cells, order) for number, cells in parts)
        if not rows:
            self._blame(None, "This file has the names of its columns and no rows below them.")
        if not unknown:
            self._require_once(rows)
        self.currencies |= {each.currency for each in self.headings if each.currency}
        self.currencies |= self._currencies_of(rows)
        if len(self.currencies) > 1:
            self._blame(None, f"Amounts are in several currencies: {', '.join(sorted(self.currencies))}. Export one.")
        return Export(
            source=self.source,
            headings=tuple(each.written for each in self.headings),
            rows=rows,
            total=total,
            currency=min(self.currencies, default=""),
            zone=self._own_zone,
            unknown=unknown,
            problems=tuple(self.problems[:MOST_PROBLEMS]),
            notices=tuple(self._notices(rows, total)),
        )

    def _currencies_of(self, rows: Sequence[ExportRow]) -> set[str]:
        """Return the currencies that rows name, and blame each that is not named by its three letters."""
        named = {label: row.number for row in reversed(rows) if (label := row.labels.get(Label.CURRENCY))}
        for label, number in named.items():
            if not _CURRENCY.fullmatch(label):
                self._blame(number, f"“{label[:40]}” is no currency by its three letters, such as GBP.")
        return {label.upper() for label in named if _CURRENCY.fullmatch(label)}

    def _blame(self, row: int | None, sentence: str) -> None:
        self.problems.append(Problem(row=row, sentence=sentence))

    @cached_property
    def _own_zone(self) -> str:
        if _IN_UTC.search(self.preamble) or _IN_UTC.search(self.written):
            return "UTC"
        return self.source.zone if self.source else ""

    def _unknown(self, parts: Sequence[tuple[int, tuple[str, ...]]]) -> tuple[str, ...]:
        """Return the columns that nobody knows and that hold anything."""
        return tuple(
            head.written
            for place, head in enumerate(self.headings)
            if head.name and head.name not in self.known and any(cells[place] for _number, cells in parts)
        )

    def _known(self) -> Iterator[tuple[int, str, Meaning]]:
        for place, head in enumerate(self.headings):
            yield place, head.written, self.known.get(head.name)

    @cached_property
    def _labels(self) -> tuple[tuple[int, str, Label], ...]:
        return tuple((place, written, what) for place, written, what in self._known() if isinstance(what, Label))

    @cached_property
    def _measures(self) -> tuple[tuple[int, str, Measure], ...]:
        return tuple((place, written, what) for place, written, what in self._known() if isinstance(what, Measure))

    @cached_property
    def _telling(self) -> tuple[int, ...]:
        """Return the places of what a row is about: what it names, or its day."""
        about = {*_SUBJECT, Label.DAY, Label.PUBLISHED}
        return tuple(place for place, _written, what in self._labels if what in about)

    def _is_total(self, cells: tuple[str, ...]) -> bool:
        """A row of totals says so in its first words, or names nothing that its figures would be about."""
        first = next((cell for cell in cells if cell), "")
        if _TOTAL.fullmatch(first):
            return True
        return bool(self._telling) and not any(cells[place] for place in self._telling)

    def _figures(self, number: int, cells: tuple[str, ...]) -> dict[Measure, Decimal]:
        found: dict[Measure, Decimal] = {}
        for place, written, what in self._measures:
            cell = cells[place]
            try:
                value = number_in(cell)
            except NotANumber:
                self._blame(number, f"“{cell[:40]}” under “{written}” is not a number.")
                continue
            if value is None or what in found:
                continue
            if value < 0 or (what.is_whole and value != int(value)):
                self._blame(number, f"“{cell[:40]}” under “{written}” is not a whole number of nought or more.")
                continue
            if what is Measure.SPEND and (sign := currency_in(cell)):
                self.currencies.add(sign)
            found[what] = value
        if self.source and self.source.each_row_is:
            found.setdefault(self.source.each_row_is, Decimal(1))
        return found

    def _order(self, parts: Sequence[tuple[int, tuple[str, ...]]]) -> str:
        """Return whether days are written DMY or MDY; blame the file where nothing tells and it matters."""
        places = [place for place, _written, what in self._labels if what in DAYS]
        written = dict.fromkeys(cells[place] for _number, cells in parts for place in places if cells[place])
        try:
            told = order_of(written)
        except NotADay as wrong:
            self._blame(None, f"Days are written in two ways: {wrong}. Export the file again without opening it.")
            return "DMY"
        declared = self.source.order if self.source else ""
        chosen = told or declared or self.order
        if not chosen and any(is_ambiguous(each) for each in written):
            example = next(each for each in written if is_ambiguous(each))
            self._blame(None, f"“{example}” could be read day first or month first. Say which it is.")
        return chosen or "DMY"

    def _row(self, number: int, cells: tuple[str, ...], order: str) -> ExportRow:
        labels: dict[Label, str] = {}
        days: dict[Label, date] = {}
        for place, written, what in self._labels:
            cell = cells[place]
            if not cell:
                continue
            if what in DAYS:
                day = self._day(cell, order)
                if day is None:
                    self._blame(number, f"“{cell[:40]}” under “{written}” is not a day.")
                    continue
                days[what] = day
            elif what is Label.POST and SPOILT_ID.fullmatch(cell):
                self.spoilt += 1
            else:
                labels[what] = cell
        first = days.get(Label.DAY) or days.get(Label.START) or days.get(Label.PUBLISHED)
        last = days.get(Label.DAY) or days.get(Label.END) or first
        if first and last and last < first:
            self._blame(number, f"It ends on {last.isoformat()}, before it starts on {first.isoformat()}.")
        return ExportRow(
            number=number,
            labels=labels,
            first_day=first,
            last_day=last,
            figures=self._figures(number, cells),
            addresses=tuple(address for cell in cells if "://" in cell for address in _ADDRESS.findall(cell)),
        )

    def _day(self, cell: str, order: str) -> date | None:
        """Return the day that a cell holds, as the wanted zone has it; None where it is no day."""
        if cell not in self.days:
            try:
                moment = moment_in(cell, order=order)
                self.days[cell] = moment.day_in(self.zone, of=self._own_zone)
            except NotADay:
                self.days[cell] = None
            else:
                self.has_bare_days |= moment.clock is None
        return self.days[cell]

    def _require_once(self, rows: Sequence[ExportRow]) -> None:
        """Blame rows that stand twice: their figures would count twice."""
        seen: dict[str, int] = {}
        for row in rows:
            if not any(row.labels.get(label) for label in _SUBJECT) and row.first_day is None:
                self._blame(row.number, "Nothing says what this row is about: it has neither a name nor a day.")
            elif row.key in seen and not self._is_mention():
                self._blame(
                    row.number,
                    f"It is about the same thing and days as row {seen[row.key]}. A breakdown (by age, say) would count"
                    " twice: export without one.",
                )
            seen.setdefault(row.key, row.number)

    def _is_mention(self) -> bool:
        return self.source is not None and self.source.each_row_is is Measure.MENTIONS

    def _notices(self, rows: Sequence[ExportRow], total: Mapping[Measure, Decimal]) -> Iterator[str]:
        for measure, said in total.items():
            if measure.adds_up and measure is not Measure.MENTIONS:
                added = _added(measure, rows)
                if abs(added - said) > max(Decimal("0.05"), said / 10_000):
                    yield (
                        f"The file's own total of {measure} is {said:,}; its rows come to {added:,}. Rows may be"
                        " missing."
                    )
        if self.spoilt:
            what, so = (
                ("1 post number was", "its row cannot be told by it")
                if self.spoilt == 1
                else (f"{self.spoilt} post numbers were", "those rows cannot be told apart by them")
            )
            yield (
                f"{what} turned into the like of 1.22E+17 by a spreadsheet programme, so {so}. Export again and do not"
                " open the file before you bring it in."
            )
        for measure, names in self._twice():
            yield f"“{names[0]}” and “{names[1]}” both hold {measure}; only the first is taken."
        own = self._own_zone
        if not own and rows:
            yield "The file does not say whose days its days are; they are taken as they stand."
        elif own != self.zone and self.has_bare_days:
            yield f"Days without a time of day are days of {own}, not of {self.zone}: they cannot be moved."

    def _twice(self) -> Iterator[tuple[Measure, list[str]]]:
        """Yield each measure that two columns hold: added up it would count twice."""
        for measure in Measure:
            names = [head.written for head in self.headings if self.known.get(head.name) is measure]
            if len(names) > 1:
                yield measure, names
