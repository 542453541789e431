"""Taking in daily counts from a file: every row checked, all or nothing, the same file once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.design.once import TRIES, once
from heard.feedback.imports.values import DAY, day_of
from heard.measurement.actions.sheets import MOST_SHOWN, Sheet, cut, opened
from heard.measurement.models import CountImport, DailyCount, Outcome
from heard.places.models import Office

COLUMNS = ("organisation", "office", "outcome", "day", "count", "source", "definition")
OPTIONAL = frozenset({"office"})
MOST_COUNTED = 2_147_483_647
PROGRESS_EVERY = 1_000

Key = tuple[int, int | None, str, date, str]
"""Organisation, office, outcome, day and source."""


@dataclass(frozen=True, kw_only=True)
class CountNote:
    """One row that cannot be taken, and why. The header is row 1."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class CountsReport:
    """What became of a file of counts. Where any row is refused, nothing was taken."""

    file_name: str
    rows: int
    new: int
    already: int
    refused: int
    notes: tuple[CountNote, ...] = ()
    flags: tuple[str, ...] = ()
    is_dry_run: bool = False
    was_here: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether the file's counts are here now."""
        return self.was_here or not (self.refused or self.is_dry_run)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return what happened, in sentences."""
        if self.was_here:
            return (_("This very file was brought in before. Nothing was changed."),)
        if self.refused:
            return (
                ngettext(
                    "Nothing was taken: %(refused)d of %(rows)d row cannot be used.",
                    "Nothing was taken: %(refused)d of %(rows)d rows cannot be used.",
                    self.rows,
                )
                % {"refused": self.refused, "rows": self.rows},
                *self.flags,
            )
        said = _("Counts that can be taken: %(new)s.") if self.is_dry_run else _("Counts taken: %(new)s.")
        lines = [said % {"new": f"{self.new:,}"}]
        if self.already:
            lines.append(_("Rows that were here already: %(already)s.") % {"already": f"{self.already:,}"})
        return (*lines, *self.flags)

    @property
    def refusals(self) -> tuple[str, ...]:
        """Return one sentence for each row that cannot be taken, the first 200."""
        return tuple(
            _("Row %(row)d: %(sentence)s") % {"row": note.row, "sentence": note.sentence} for note in self.notes
        )


@dataclass
class _Reading:
    """What has been read so far."""

    rows: int = 0
    counts: dict[Key, tuple[int, int, str]] = field(default_factory=dict)
    notes: list[CountNote] = field(default_factory=list)
    refused: int = 0
    definitions: dict[tuple[int, str, str], set[str]] = field(default_factory=dict)

    def refuse(self, row: int, column: str, sentence: str) -> None:
        self.refused += 1
        if len(self.notes) < MOST_SHOWN:
            self.notes.append(CountNote(row=row, column=column, sentence=sentence))


class _Here(Exception):
    """The very file was brought in, in the same instant."""


class _Meanwhile(Exception):
    """Another file brought in a count of the same day and source, in the same instant."""


class _BadCell(Exception):
    """A cell that cannot be used."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


def import_counts(
    *,
    path: Path,
    by: User | None,
    allowed: Iterable[Organisation],
    now: datetime,
    file_name: str = "",
    progress: Callable[[int], None] | None = None,
    dry_run: bool = False,
) -> CountsReport:
    """Take in a CSV or XLSX file of daily counts of the `allowed` organisations, all or nothing.

    Raises a FileRefused of heard.feedback.imports.refusals where the file as a whole cannot be read. A file that was
    taken in before, and rows that are here already with the same count, change nothing.
    """
    name = (file_name or path.name)[:200]
    sheet = opened(path=path, file_name=name, columns=COLUMNS, optional=OPTIONAL)
    check = _Checker(organisations=list(allowed), today=now.astimezone(get_default_timezone()).date())
    reading = _read(sheet, check, progress)
    for _each in range(TRIES):
        already = _compare_with_what_is_here(reading)
        report = CountsReport(
            file_name=name,
            rows=reading.rows,
            new=len(reading.counts) - len(already),
            already=len(already),
            refused=reading.refused,
            notes=tuple(sorted(reading.notes, key=lambda note: note.row)),
            flags=_flags(reading, check.names),
            is_dry_run=dry_run,
            was_here=not reading.refused and CountImport.objects.filter(digest=sheet.digest).exists(),
        )
        if not report.is_taken or report.was_here:
            return report
        try:
            _keep(reading, already, digest=sheet.digest, name=name, by=by, now=now)
        except _Here:
            return replace(report, was_here=True)
        except _Meanwhile:
            continue
        return report
    raise _Meanwhile


def remove_counts(*, counts: CountImport, by: User, now: datetime) -> None:
    """Take the counts of one file out again, so that a corrected file can be brought in."""
    with transaction.atomic():
        record(
            code="measurement.counts.removed",
            subject=counts,
            by=by,
            now=now,
            organisation=counts.organisation,
            rows=counts.row_count,
        )
        counts.delete()


def _read(sheet: Sheet, check: "_Checker", progress: Callable[[int], None] | None) -> _Reading:
    reading = _Reading()
    for row, cells in sheet.rows:
        reading.rows += 1
        if progress and reading.rows % PROGRESS_EVERY == 0:
            progress(PROGRESS_EVERY)
        try:
            key, count, definition = check.row(cells)
        except _BadCell as wrong:
            reading.refuse(row, wrong.column, str(wrong))
            continue
        if key in reading.counts:
            sentence = _("It repeats row %(row)d: the same day and source again.") % {"row": reading.counts[key][1]}
            reading.refuse(row, "day", sentence)
            continue
        reading.counts[key] = (count, row, definition)
        reading.definitions.setdefault((key[0], key[2], key[4]), set()).add(definition)
    if progress:
        progress(reading.rows % PROGRESS_EVERY)
    if not reading.rows:
        reading.refuse(1, "", _("There are no rows below the header."))
    return reading


class _Checker:
    """Reads one row's cells, by the organisations whose counts may come in and the offices they have."""

    def __init__(self, *, organisations: list[Organisation], today: date) -> None:
        self.today = today
        self.names = {organisation.pk: organisation.name for organisation in organisations}
        self.organisations = {
            called.casefold(): organisation.pk
            for organisation in organisations
            for called in (organisation.slug, organisation.short_name, organisation.name)
            if called
        }
        self.offices = {
            (owner, name.casefold()): pk
            for pk, owner, name in Office.objects.filter(organisation__in=self.names).values_list(
                "pk", "organisation", "name"
            )
        }
        self.outcomes = {
            called.casefold(): outcome.value
            for outcome in Outcome
            for called in (outcome.value, str(outcome.label), outcome.value.rstrip("S"))
        }

    def row(self, cells: Mapping[str, str]) -> tuple[Key, int, str]:
        """Return what the row counts, its count and its definition; raise _BadCell."""
        organisation = self._organisation(cells["organisation"])
        key = (
            organisation,
            self._office(organisation, cells["office"]),
            self._outcome(cells["outcome"]),
            self._day(cells["day"]),
            _words("source", cells["source"], 120),
        )
        return key, _count(cells["count"]), _words("definition", cells["definition"], 300)

    def _organisation(self, text: str) -> int:
        if text.casefold() not in self.organisations:
            raise _BadCell("organisation", _("You have no organisation “%(text)s”.") % {"text": cut(text)})
        return self.organisations[text.casefold()]

    def _office(self, organisation: int, text: str) -> int | None:
        if not text:
            return None
        if (organisation, text.casefold()) not in self.offices:
            raise _BadCell(
                "office",
                _("%(organisation)s has no office “%(text)s”.")
                % {"organisation": self.names[organisation], "text": cut(text)},
            )
        return self.offices[organisation, text.casefold()]

    def _outcome(self, text: str) -> str:
        if text.casefold() not in self.outcomes:
            known = ", ".join(outcome.value.lower() for outcome in Outcome)
            raise _BadCell(
                "outcome",
                _("“%(text)s” is not an outcome. Write one of: %(known)s.") % {"text": cut(text), "known": known},
            )
        return self.outcomes[text.casefold()]

    def _day(self, text: str) -> date:
        day = day_of(text)
        if day is None or day.precision != DAY:
            raise _BadCell("day", _("“%(text)s” is not a day. Write it as 2019-07-08.") % {"text": cut(text)})
        if day.on > self.today:
            raise _BadCell("day", _("%(day)s is in the future.") % {"day": day.on.isoformat()})
        return day.on


def _count(text: str) -> int:
    if text.startswith("-") and text[1:].isascii() and text[1:].replace(".", "").isdigit():
        raise _BadCell("count", _("A count cannot be below zero: “%(text)s”.") % {"text": cut(text)})
    if not (text.isascii() and text.isdigit()):
        raise _BadCell(
            "count",
            _("“%(text)s” is not a whole number. Leave the row out where the count is not known.")
            % {"text": cut(text)},
        )
    if len(text) > 10 or int(text) > MOST_COUNTED:
        raise _BadCell("count", _("“%(text)s” is too large to be a day’s count.") % {"text": cut(text)})
    return int(text)


def _words(column: str, text: str, longest: int) -> str:
    if not text:
        raise _BadCell(
            column, _("Say where the count comes from.") if column == "source" else _("Say what the count counts.")
        )
    if len(text) > longest:
        raise _BadCell(
            column,
            _("The %(column)s is longer than %(longest)d characters.") % {"column": column, "longest": longest},
        )
    return text


def _compare_with_what_is_here(reading: _Reading) -> set[Key]:
    """Return the rows that are here already with the same count; refuse those that are here with another."""
    already: set[Key] = set()
    for organisation, outcome in {(organisation, outcome) for organisation, outcome, _source in reading.definitions}:
        held = DailyCount.objects.filter(organisation=organisation, outcome=outcome)
        for office, day, source, count, definition in held.values_list(
            "office", "day", "source", "count", "definition"
        ).iterator():
            definitions = reading.definitions.get((organisation, outcome, source))
            if definitions is None:
                continue
            definitions.add(definition)
            key = (organisation, office, outcome, day, source)
            found = reading.counts.get(key)
            if found is not None and found[0] == count:
                already.add(key)
            elif found is not None:
                sentence = _("The count of this day is here already as %(count)d. Remove that file first.")
                reading.refuse(found[1], "count", sentence % {"count": count})
    return already


def _flags(reading: _Reading, names: dict[int, str]) -> tuple[str, ...]:
    return tuple(
        _("“%(source)s” counts the %(outcome)s of %(organisation)s by several definitions: “%(definitions)s”.")
        % {
            "source": source,
            "outcome": Outcome(outcome).label.lower(),
            "organisation": names[organisation],
            "definitions": "”, “".join(sorted(definitions)),
        }
        for (organisation, outcome, source), definitions in sorted(reading.definitions.items())
        if len(definitions) > 1
    )


def _keep(reading: _Reading, already: set[Key], *, digest: str, name: str, by: User | None, now: datetime) -> None:
    owners = {key[0] for key in reading.counts}
    with transaction.atomic():
        with once(_Here):
            counts = CountImport.objects.create(
                organisation_id=owners.pop() if len(owners) == 1 else None,
                file_name=name,
                digest=digest,
                row_count=len(reading.counts) - len(already),
                imported_at=now,
                imported_by=by,
            )
        with once(_Meanwhile):
            DailyCount.objects.bulk_create(_rows(reading, already, counts), batch_size=1_000)
        record(
            code="measurement.counts.imported",
            subject=counts,
            by=by,
            now=now,
            organisation=counts.organisation,
            rows=counts.row_count,
        )


def _rows(reading: _Reading, already: set[Key], counts: CountImport) -> Iterator[DailyCount]:
    for key, (count, _row, definition) in reading.counts.items():
        organisation, office, outcome, day, source = key
        if key not in already:
            yield DailyCount(
                organisation_id=organisation,
                office_id=office,
                outcome=outcome,
                day=day,
                count=count,
                source=source,
                definition=definition,
                imported=counts,
            )
