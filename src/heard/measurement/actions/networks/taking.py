"""Taking a network's export in, all or nothing, and taking it back whole."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.exports import Measure
from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.design.dates import said_day
from heard.measurement.actions.networks.comparing import Comparison, compared
from heard.measurement.actions.networks.matching import Place, places
from heard.measurement.actions.networks.reading import MENTION, Planned, Read, Told, level_name, read, value_of
from heard.measurement.models import NetworkFigure, NetworkImport

AT_ONCE = 500
MOST_SHOWN = 200
Cell = bool | int | str | date | None


@dataclass(frozen=True, kw_only=True)
class MeasureSaid:
    """One measure of a file: what its rows come to (none: they do not add up), and what its own total says, as kept."""

    measure: Measure
    column: str
    added: int | None
    total: int | None


@dataclass(frozen=True, kw_only=True)
class NetworkReport:
    """What a file says and what became of it. Where there is a problem, or a column is unknown, nothing was taken."""

    read: Read
    measures: tuple[MeasureSaid, ...]
    names: int
    placed: int
    outside: int
    restated: int
    changed: int
    lower: int
    was_here: bool
    taken: NetworkImport | None = None

    @property
    def unknown(self) -> tuple[str, ...]:
        """Return the columns that nobody knows."""
        return self.read.export.unknown

    @property
    def can_be_taken(self) -> bool:
        """Return whether nothing stands in the way."""
        return not (self.read.problems or self.unknown or self.was_here)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return what the file is and what became of it, in sentences."""
        if self.was_here:
            return (_("This very file was brought in before. Nothing was changed."),)
        return (*self._what(), *self._became(), *self.read.notices)

    def _what(self) -> Iterator[str]:
        read = self.read
        rows = len(read.export.rows)
        sentence = ngettext(
            "%(title)s: %(rows)s row, one for each %(what)s.", "%(title)s: %(rows)s rows, one for each %(what)s.", rows
        )
        yield sentence % {"title": read.title, "rows": f"{rows:,}", "what": level_name(read.level)}
        if read.first_day and read.last_day:
            days = {"first": said_day(read.first_day), "last": said_day(read.last_day)}
            yield _("From %(first)s to %(last)s.") % days

    def _became(self) -> Iterator[str]:
        counts = {
            "figures": f"{self.read.figure_count:,}",
            "replaced": f"{self.restated:,}",
            "changed": f"{self.changed:,}",
            "lower": f"{self.lower:,}",
            "outside": f"{self.outside:,}",
        }
        if self.taken:
            yield _("Figures taken: %(figures)s.") % counts
        elif self.can_be_taken:
            yield _("Figures that can be taken: %(figures)s.") % counts
        else:
            yield _("Nothing was taken.")
        if self.restated:
            sentence = ngettext(
                "%(replaced)s figure that was here is replaced, %(changed)s by another number.",
                "%(replaced)s figures that were here are replaced, %(changed)s by another number.",
                self.restated,
            )
            yield sentence % counts
        if self.lower:
            sentence = ngettext(
                "%(lower)s becomes smaller. Is this file older than the one that is here?",
                "%(lower)s become smaller. Is this file older than the one that is here?",
                self.lower,
            )
            yield sentence % counts
        if self.outside:
            sentence = ngettext(
                "%(outside)s figure lies outside the campaign’s days.",
                "%(outside)s figures lie outside the campaign’s days.",
                self.outside,
            )
            yield sentence % counts

    @property
    def problems(self) -> tuple[str, ...]:
        """Return one sentence for each thing that is wrong, the first 200."""
        return tuple(
            _("Row %(row)d: %(sentence)s") % {"row": problem.row, "sentence": problem.sentence}
            if problem.row
            else problem.sentence
            for problem in self.read.problems[:MOST_SHOWN]
        )


def import_network(
    *,
    data: bytes,
    file_name: str,
    campaign: Campaign,
    told: Told,
    by: User | None,
    now: datetime,
    dry_run: bool = False,
) -> NetworkReport:
    """Take in an export, all or nothing; with `dry_run` only say what it holds. The same file twice changes nothing.

    A figure of the same thing and days as one that is here takes its place, and so does that of a longer export that
    holds the days of an earlier one; days that overlap only in part are refused. Raises evidence.exports.ExportRefused
    where the file cannot be read as a table.
    """
    found = read(
        data=data, file_name=file_name, campaign=campaign, told=told, zone=settings.TIME_ZONE, today=localdate(now)
    )
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=campaign.pk)
        was_here = NetworkImport.objects.filter(campaign=campaign, digest=found.digest).exists()
        comparison = compared(found=found, campaign=campaign) if not was_here else Comparison()
        where = places(campaign=campaign, source=found.source, rows=found.rows)
        report = _report(found, comparison, where, campaign, was_here=was_here)
        if report.can_be_taken and not dry_run:
            report = replace(report, taken=_keep(found, comparison, where, campaign, by=by, now=now))
    return report


def take_back(*, imported: NetworkImport, by: User, now: datetime) -> int:
    """Take a whole export back; what it had restated counts again. Return how many figures count again."""
    with transaction.atomic():
        Campaign.objects.select_for_update().get(pk=imported.campaign_id)
        restored = _restore(imported)
        record(
            code="measurement.network.taken_back",
            subject=imported,
            by=by,
            now=now,
            organisation=imported.campaign.owner,
            source=imported.title,
            figures=imported.figure_count,
        )
        imported.delete()
    return restored


def _report(
    found: Read, comparison: Comparison, where: Mapping[str, Place], campaign: Campaign, *, was_here: bool
) -> NetworkReport:
    several = range(0) if found.level == MENTION else range(len(where))
    return NetworkReport(
        read=found,
        measures=tuple(_measures(found)),
        names=len(several),
        placed=sum(place.is_known for place in where.values()) if several else 0,
        outside=sum(
            len(row.figures)
            for row in found.rows
            if row.last_day < campaign.starts_on or row.first_day > campaign.ends_on
        ),
        restated=len(comparison.restated),
        changed=comparison.changed,
        lower=comparison.lower,
        was_here=was_here,
    )


def _measures(found: Read) -> Iterator[MeasureSaid]:
    for measure in Measure:
        values = [row.figures[measure] for row in found.export.rows if measure in row.figures]
        if not values:
            continue
        total = found.export.total.get(measure)
        yield MeasureSaid(
            measure=measure,
            column=found.columns.get(measure.value, ""),
            added=sum(value_of(measure, value) for value in values) if measure.adds_up else None,
            total=None if total is None or measure is Measure.MENTIONS else value_of(measure, total),
        )


def _keep(
    found: Read,
    comparison: Comparison,
    where: Mapping[str, Place],
    campaign: Campaign,
    *,
    by: User | None,
    now: datetime,
) -> NetworkImport:
    imported = NetworkImport.objects.create(
        campaign=campaign,
        file_name=found.file_name,
        digest=found.digest,
        source=found.source,
        title=found.title[:80],
        account=found.told.account,
        level=found.level,
        zone=found.export.zone,
        currency=found.currency,
        columns=dict(found.columns),
        totals={measure.value: str(value) for measure, value in found.export.total.items()},
        first_day=_known(found.first_day),
        last_day=_known(found.last_day),
        row_count=len(found.export.rows),
        figure_count=found.figure_count,
        replaced_count=len(comparison.restated),
        imported_at=now,
        imported_by=by,
    )
    _mark(comparison.restated, replaced_by=imported.pk)
    _write(found, where, imported)
    record(
        code="measurement.network.imported",
        subject=imported,
        by=by,
        now=now,
        organisation=campaign.owner,
        source=imported.title,
        rows=imported.row_count,
        restated=imported.replaced_count,
    )
    return imported


def _mark(keys: Collection[int], *, replaced_by: int | None) -> None:
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        NetworkFigure.objects.filter(pk__in=ordered[start : start + AT_ONCE]).update(replaced_by=replaced_by)


_COLUMNS = (
    *(
        "campaign_id",
        "imported_id",
        "placement_id",
        "is_ours",
        "source",
        "network",
        "account",
        "subject",
        "key",
        "name",
    ),
    *("first_day", "last_day", "span", "row_number", "paid", "measure", "currency", "value"),
)


def _write(found: Read, where: Mapping[str, Place], imported: NetworkImport) -> None:
    """Write the figures of a file.

    Plain SQL, and COPY where there is one, because files have a hundred thousand of them and Django's bulk_create takes
    three times as long.
    """
    quote = connection.ops.quote_name
    table, names = quote(NetworkFigure._meta.db_table), ", ".join(map(quote, _COLUMNS))
    figures = (cells for row in found.rows for cells in _cells(row, found, where[row.subject], imported))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for cells in figures:
                    copy.write_row(cells)
            return
        values = ", ".join(["%s"] * len(_COLUMNS))
        statement = f"INSERT INTO {table} ({names}) VALUES ({values})"  # noqa: S608  # nosec B608
        while some := list(islice(figures, AT_ONCE)):
            cursor.executemany(statement, some)


def _cells(row: Planned, found: Read, place: Place, imported: NetworkImport) -> Iterator[tuple[Cell, ...]]:
    """Yield each figure of a row as the values of its _COLUMNS."""
    as_kept = connection.ops.adapt_datefield_value
    about: tuple[Cell, ...] = (
        *(imported.campaign_id, imported.pk, place.placement_id, place.is_ours, found.source, row.network, row.account),
        *(row.subject, row.key, row.name, as_kept(row.first_day), as_kept(row.last_day), row.span.value),
        *(row.row, found.paid),
    )
    for measure, value in row.figures.items():
        yield (*about, measure.value, found.currency if measure is Measure.SPEND else "", value)


def _restore(imported: NetworkImport) -> int:
    """Let figures count again that the export had restated, but for those that a later one restates in their turn."""
    later: dict[tuple[str, str], list[tuple[date, date, int]]] = {}
    own = imported.figures.exclude(replaced_by=None)
    for subject, measure, first, last, by in own.values_list(
        "subject", "measure", "first_day", "last_day", "replaced_by"
    ):
        later.setdefault((subject, measure), []).append((first, last, by))
    moved: dict[int | None, list[int]] = {}
    for pk, subject, measure, first, last in imported.replaced.values_list(
        "pk", "subject", "measure", "first_day", "last_day"
    ):
        newer: int | None = next(
            (by for start, end, by in later.get((subject, measure), ()) if start <= last and end >= first), None
        )
        moved.setdefault(newer, []).append(pk)
    imported.figures.update(replaced_by=imported)
    for replacing, keys in moved.items():
        _mark(keys, replaced_by=replacing)
    return len(moved.get(None, ()))


def _known(day: date | None) -> date:
    if day is None:
        raise ValueError("A file without days cannot be kept.")
    return day
