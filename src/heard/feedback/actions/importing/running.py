"""Running an import from its first byte to the moment when its rows are seen, and clearing up after one cut off."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.design.clock import day_of
from heard.design.dates import said_day
from heard.feedback.actions.importing.holding import LEASE, Clock, ImportLost, holder_name, is_cut_off, keep_hold
from heard.feedback.actions.importing.staging import Stager
from heard.feedback.imports import files
from heard.feedback.imports.mapping import ColumnMapping, check, guess, header_digest
from heard.feedback.imports.refusals import AlreadyImported, BrokenRows, FileRefused, ImportRunning, TakesNoPart
from heard.feedback.imports.report import ImportReport, Tally, listing_in
from heard.feedback.imports.sniffing import Examined, examine
from heard.feedback.imports.sorting import sort_rows
from heard.feedback.imports.tables import first_rows, header_of, refuse_without_rows
from heard.feedback.models import BatchState, ImportBatch, ImportMapping, Submission
from heard.feedback.queries.imports import import_of_file, receives_in, remembered_mapping

MOST_ATTEMPTS = 3
ABANDONED_AFTER = timedelta(days=1)
_ROWS_ERASED_AT_ONCE = 500

Progress = Callable[[int], None]


def import_feedback(
    *,
    path: Path,
    organisation: Organisation,
    campaign: Campaign | None = None,
    mapping: ColumnMapping | None = None,
    by: User | None,
    now: datetime,
    clock: Clock,
    progress: Progress | None = None,
    dry_run: bool = False,
    file_name: str = "",
    listing: Path | None = None,
) -> ImportReport:
    """Take a file of feedback in, all or nothing, and return what became of each row.

    Without a mapping the organisation's own for this header is used, or else a guess. `dry_run` writes nothing but
    the full list of rows that need a word, as CSV, where `listing` names a path. `progress` is called with the rows
    done since it was last called; `clock` tells the moment while it works. Raise a FileRefused, whose text is a
    sentence for the person who sent the file.
    """
    refuse_outsider(organisation=organisation, campaign=campaign)
    name = file_name or path.name
    examined = examine(path, file_name=name)
    refuse_without_rows(examined)
    mapping = mapping or mapping_for(examined=examined, organisation=organisation)
    check(mapping, header_of(examined))
    refuse_if_taken(examined=examined, organisation=organisation)
    report = checked(
        examined=examined,
        organisation=organisation,
        mapping=mapping,
        now=now,
        file_name=name,
        listing=listing,
        progress=progress if dry_run else None,
    )
    if dry_run:
        return report
    batch = _start(
        examined=examined,
        organisation=organisation,
        campaign=campaign,
        mapping=mapping,
        by=by,
        now=now,
        clock=clock,
        file_name=name,
    )
    with all_or_nothing(batch=batch):
        return run(
            batch=batch,
            examined=examined,
            mapping=mapping,
            expected=report,
            by=by,
            now=now,
            clock=clock,
            progress=progress,
        )


def mapping_for(*, examined: Examined, organisation: Organisation) -> ColumnMapping:
    """Return what the organisation chose for this header before, or else a guess from its names and first rows."""
    header = header_of(examined)
    remembered = remembered_mapping(organisation=organisation, header_digest=header_digest(header))
    return ColumnMapping.from_json(remembered.mapping) if remembered else guess(header, first_rows(examined))


def refuse_outsider(*, organisation: Organisation, campaign: Campaign | None) -> None:
    """Raise TakesNoPart where the organisation receives nothing of the campaign."""
    if campaign is not None and not receives_in(organisation=organisation, campaign=campaign):
        raise TakesNoPart(_("This organisation does not receive feedback in that campaign. Nothing was taken."))


def refuse_if_taken(*, examined: Examined, organisation: Organisation) -> None:
    """Raise AlreadyImported where the organisation has this very file."""
    earlier = import_of_file(organisation=organisation, digest=examined.digest)
    if earlier is not None and earlier.visible_at is not None:
        raise AlreadyImported(
            _("This file was imported on %(day)s. Nothing was taken again.")
            % {"day": said_day(day_of(earlier.visible_at))}
        )


def checked(
    *,
    examined: Examined,
    organisation: Organisation,
    mapping: ColumnMapping,
    now: datetime,
    file_name: str,
    listing: Path | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Return what would become of each row, and write nothing but the full list."""
    with listing_in(listing) as lines:
        tally = Tally(file_name=file_name, listing=lines)
        for _placed in sort_rows(
            examined=examined,
            mapping=mapping,
            organisation=organisation,
            today=localdate(now),
            tally=tally,
            progress=progress,
        ):
            pass
        return tally.report()


def run(
    *,
    batch: ImportBatch,
    examined: Examined,
    mapping: ColumnMapping,
    expected: ImportReport,
    by: User | None,
    now: datetime,
    clock: Clock,
    progress: Progress | None = None,
) -> ImportReport:
    """Stage the rows of a running batch in short transactions and show them by one. Call it within all_or_nothing."""
    tally = Tally(file_name=batch.file_name)
    stager = Stager(batch=batch, now=now)
    for placed in sort_rows(
        examined=examined,
        mapping=mapping,
        organisation=batch.organisation,
        today=localdate(now),
        tally=tally,
        progress=progress,
    ):
        chunk = stager.chunk(placed)
        with transaction.atomic():
            keep_hold(batch, rows_done=tally.rows, moment=clock())
            chunk.save()
    report = tally.report()
    _refuse_if_changed(report, expected)
    return _show(batch, report=report, mapping=mapping, header=header_of(examined), by=by, now=now)


@contextmanager
def all_or_nothing(*, batch: ImportBatch) -> Iterator[None]:
    """Give a running batch up where what is done within fails; one that another took over is left to that other."""
    try:
        yield
    except ImportLost:
        raise
    except Exception as error:
        sentence = str(error) if isinstance(error, FileRefused) else _("The import broke off. Nothing was taken.")
        refuse(batch=batch, sentence=sentence)
        raise


def refuse(*, batch: ImportBatch, sentence: str) -> None:
    """Give a batch up: its rows and its file go, and the sentence stays."""
    erase_rows(batch=batch)
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk, visible_at=None).update(
            state=BatchState.REFUSED, refusal=sentence[:500], holder="", leased_until=None, stored_as="", rows_done=0
        )
    files.erase(batch.stored_as)
    batch.refresh_from_db()


def erase_rows(*, batch: ImportBatch) -> None:
    """Erase what a batch has staged, some hundred submissions at a time; a batch that is seen keeps its rows."""
    while True:
        with transaction.atomic():
            staged = Submission.objects.filter(batch=batch, batch__visible_at=None)
            some = list(staged.values_list("pk", flat=True)[:_ROWS_ERASED_AT_ONCE])
            Submission.objects.filter(pk__in=some).delete()
        if len(some) < _ROWS_ERASED_AT_ONCE:
            return


def erase_stale_batches(*, now: datetime) -> int:
    """Clear up after imports that were cut off or left half-way, and return how many.

    One that was sent through the site waits to be run again, three times at most; others are given up.
    """
    stale = [batch for batch in ImportBatch.objects.filter(state=BatchState.RUNNING) if is_cut_off(batch, now=now)]
    for batch in stale:
        _clear_up(batch)
    unfinished = (BatchState.UPLOADED, BatchState.CHECKED)
    left = list(ImportBatch.objects.filter(state__in=unfinished, created_at__lt=now - ABANDONED_AFTER))
    for batch in left:
        refuse(batch=batch, sentence=_("The import was not finished within a day, and the file was erased."))
    return len(stale) + len(left)


def _start(
    *,
    examined: Examined,
    organisation: Organisation,
    campaign: Campaign | None,
    mapping: ColumnMapping,
    by: User | None,
    now: datetime,
    clock: Clock,
    file_name: str,
) -> ImportBatch:
    started = clock()
    for earlier in ImportBatch.objects.filter(organisation=organisation, state=BatchState.RUNNING):
        if is_cut_off(earlier, now=started):
            _clear_up(earlier)
    try:
        with transaction.atomic():
            return ImportBatch.objects.create(
                organisation=organisation,
                campaign=campaign,
                file_name=file_name[:200],
                digest=examined.digest,
                source=file_name[:120],
                mapping=mapping.as_json(),
                created_at=now,
                created_by=by,
                state=BatchState.RUNNING,
                holder=holder_name(),
                leased_until=started + LEASE,
            )
    except IntegrityError as error:
        raise running_already() from error


def running_already() -> ImportRunning:
    """Return the refusal of a second import at once."""
    return ImportRunning(_("Another import of this organisation is running. Wait until it is done, then try again."))


def _show(
    batch: ImportBatch,
    *,
    report: ImportReport,
    mapping: ColumnMapping,
    header: tuple[str, ...],
    by: User | None,
    now: datetime,
) -> ImportReport:
    """Make the staged rows seen, remember the mapping, and write it down: the one moment that counts."""
    stored_as = batch.stored_as
    try:
        with transaction.atomic():
            keep_hold(batch, rows_done=report.rows, moment=now)
            batch.state, batch.visible_at, batch.stored_as = BatchState.DONE, now, ""
            batch.row_count, batch.rows_done, batch.report = report.rows, report.rows, report.as_json()
            batch.holder, batch.leased_until = "", None
            batch.save()
            ImportMapping.objects.update_or_create(
                organisation=batch.organisation,
                header_digest=header_digest(header),
                defaults={"mapping": mapping.as_json(), "updated_at": now},
            )
            record(
                code="feedback.import.done",
                subject=batch,
                by=by,
                now=now,
                organisation=batch.organisation,
                rows=report.rows,
                pieces=report.pieces,
            )
    except IntegrityError as error:
        batch.visible_at = None
        raise AlreadyImported(_("This file was imported meanwhile. Nothing was taken again.")) from error
    files.erase(stored_as)
    return ImportReport.from_json(batch.report | {"batch_id": batch.pk})


def _refuse_if_changed(report: ImportReport, expected: ImportReport) -> None:
    if (report.rows, report.pieces) != (expected.rows, expected.pieces):
        raise BrokenRows(_("The file changed while it was read. Nothing was taken."))


def _clear_up(batch: ImportBatch) -> None:
    batch.holder = ""
    # The hold is taken away first, so that a process that still lives stops at its next chunk.
    taken = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.RUNNING)
    if not taken.update(holder="", attempts=batch.attempts + 1):
        return
    if batch.stored_as and batch.attempts + 1 < MOST_ATTEMPTS:
        erase_rows(batch=batch)
        ImportBatch.objects.filter(pk=batch.pk, state=BatchState.RUNNING).update(
            state=BatchState.TO_IMPORT, rows_done=0, leased_until=None
        )
    else:
        refuse(batch=batch, sentence=_("The import was cut off. Nothing was taken."))
