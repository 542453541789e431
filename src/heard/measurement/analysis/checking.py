"""Whether the partitions are what the records say, to the last unit, and as they were written."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.findings import Check
from evidence.findings import Table as FoundTable
from heard.campaigns.models import Campaign
from heard.measurement.analysis import changes, installed, manifest, parquet, rows
from heard.measurement.analysis.columns import Table
from heard.measurement.analysis.manifest import Manifest, Marks, Part

Counts = Counter[tuple[str | None, ...]]

SPLIT_BY = {
    Table.VISITS: ("kind", "standing"),
    Table.SUBMISSIONS: ("came_by", "standing"),
    Table.PIECES: ("came_by", "tone"),
    Table.THEMES: ("theme", "marked_by"),
}
"""The columns by which a day's records and its file are counted and compared."""


def differing(*, campaign: Campaign, marks: Marks) -> Iterator[tuple[Table, date]]:
    """Yield the days of which a file holds another number of rows than the records, or hours that they no longer tell.

    Days that the next refresh will copy anyway are left out.
    """
    held, stale = manifest.manifest_of(campaign.pk), stale_days(campaign=campaign, marks=marks)
    known = changes.everything(campaign=campaign)
    wanted = {day for _of, day in known.visits | known.feedback}
    for day in sorted(held.known() | wanted):
        for table in Table:
            part = held.days[table].get(day)
            if (table == Table.VISITS or day not in stale) and _told(campaign, table, day, marks) != _kept(table, part):
                yield table, day


def stale_days(*, campaign: Campaign, marks: Marks) -> set[date]:
    """Return the days whose feedback the next refresh will copy anew."""
    changed = {day for of, day in changes.feedback(marks) if of == campaign.pk}
    return changed | manifest.manifest_of(campaign.pk).waiting


def check(*, campaign: Campaign) -> tuple[Check, ...]:
    """Compare a campaign's files with the records, each day by what was counted; and with their digests."""
    installed.require()
    marks, held = manifest.marks(), manifest.manifest_of(campaign.pk)
    known, stale = changes.everything(campaign=campaign), stale_days(campaign=campaign, marks=marks)
    return (*(_of_table(campaign, table, marks, held, known, stale) for table in Table), _of_files(campaign, held))


def _told(campaign: Campaign, table: Table, day: date, marks: Marks) -> tuple[int, int]:
    """Return how many rows the records give, and how many of them tell an hour after the first, which is also none."""
    scope = rows.Scope(campaign=campaign, since=day, until=day, upto=marks.visits)
    if table != Table.VISITS:
        return sum(query.count() for query in rows.of(table, scope, with_moment=True)), 0
    visits = rows.visits_of(scope)
    return visits.count(), visits.filter(at__gte=parquet.second_hour_of(day)).count()


def _kept(table: Table, part: Part | None) -> tuple[int, int]:
    if part is None:
        return 0, 0
    return part.rows, part.timed if table == Table.VISITS else 0


def _of_table(
    campaign: Campaign, table: Table, marks: Marks, held: Manifest, known: changes.Changed, stale: set[date]
) -> Check:
    days = known.visits if table == Table.VISITS else known.feedback
    wanted = {day for _of, day in days} | set(held.days[table])
    looked_at = sorted(wanted if table == Table.VISITS else wanted - stale)
    wrong: list[tuple[date, str, int, int]] = []
    number = 0
    for day in looked_at:
        told = _in_records(rows.Scope(campaign=campaign, since=day, until=day, upto=marks.visits), table)
        kept = _in_file(campaign, table, held.days[table].get(day))
        number += told.total()
        keys = sorted({*told, *kept}, key=str)
        wrong += [(day, ", ".join(map(str, key)), told[key], kept[key]) for key in keys if told[key] != kept[key]]
    title = {
        Table.VISITS: _("Visits in the partitions"),
        Table.SUBMISSIONS: _("Submissions in the partitions"),
        Table.PIECES: _("Pieces in the partitions"),
        Table.THEMES: _("Themes in the partitions"),
    }[table]
    return Check(
        name=title,
        passed=not wrong,
        table=FoundTable.of(title, [_("Day"), _("Of"), _("Records"), _("Partitions")], wrong),
        sentence=_sentence(len(wrong), number, len(looked_at), 0 if table == Table.VISITS else len(stale)),
    )


def _sentence(wrong: int, rows_told: int, days: int, stale: int) -> str:
    if wrong:
        said = ngettext(
            "%(wrong)s count differs from the records.", "%(wrong)s counts differ from the records.", wrong
        ) % {"wrong": f"{wrong:,}"}
    else:
        said = _("%(rows)s of %(days)s equal the records.") % {
            "rows": ngettext("%(n)s row", "%(n)s rows", rows_told) % {"n": f"{rows_told:,}"},
            "days": ngettext("%(n)s day", "%(n)s days", days) % {"n": f"{days:,}"},
        }
    if not stale:
        return said
    return said + " " + _("Days that wait to be copied anew: %(days)s.") % {"days": f"{stale:,}"}


def _in_records(scope: rows.Scope, table: Table) -> Counts:
    found = Counts()
    columns = [f"c_{name}" for name in SPLIT_BY[table]]
    for query in rows.of(table, scope, with_moment=True):
        for *key, number in query.values_list(*columns).annotate(n=Count("pk")):
            found[tuple(key)] += number
    return found


def _in_file(campaign: Campaign, table: Table, part: Part | None) -> Counts:
    import pyarrow.parquet as pq
    from pyarrow import ArrowInvalid

    if part is None:
        return Counts()
    names = list(SPLIT_BY[table])
    try:
        read = pq.read_table(manifest.folder_of(campaign.pk) / part.file, columns=names)
    except (OSError, ArrowInvalid):
        return Counts()
    counted = read.group_by(names).aggregate([([], "count_all")])
    return Counts({tuple(row[name] for name in names): row["count_all"] for row in counted.to_pylist()})


def _of_files(campaign: Campaign, held: Manifest) -> Check:
    folder = manifest.folder_of(campaign.pk)
    parts = list(held.parts())
    wrong = [part.file for part in parts if not _is_whole(folder / part.file, part)]
    wrong += [path.name for path in sorted(folder.glob("*.parquet")) if path.name not in {part.file for part in parts}]
    title = _("Files of the partitions")
    return Check(
        name=title,
        passed=not wrong,
        table=FoundTable.of(title, [_("File")], [[name] for name in wrong]),
        sentence=ngettext(
            "%(number)s file is as it was written.", "%(number)s files are as they were written.", len(parts)
        )
        % {"number": f"{len(parts):,}"}
        if not wrong
        else ngettext(
            "%(number)s file is missing, changed or not in the manifest: %(names)s.",
            "%(number)s files are missing, changed or not in the manifest: %(names)s.",
            len(wrong),
        )
        % {"number": f"{len(wrong):,}", "names": ", ".join(wrong[:5])},
    )


def _is_whole(path: Path, part: Part) -> bool:
    try:
        return parquet.digest_of(path) == part.digest
    except FileNotFoundError:
        return False
