"""An import through the site: a file is sent, its columns chosen, its rows checked, and then it is taken in.

Small files are done while the sender waits; larger ones by the worker, which finds them.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import PurePath

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from heard.accounts.actions import record
from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.feedback.actions.importing.holding import LEASE, Clock, holder_name, keep_hold
from heard.feedback.actions.importing.running import (
    MOST_ATTEMPTS,
    all_or_nothing,
    checked,
    mapping_for,
    refuse,
    refuse_if_taken,
    refuse_outsider,
    run,
    running_already,
)
from heard.feedback.imports import files
from heard.feedback.imports.mapping import ColumnMapping, check
from heard.feedback.imports.refusals import FileRefused, WrongKind
from heard.feedback.imports.report import ImportReport
from heard.feedback.imports.sniffing import TEXT_ENDINGS, Examined, examine
from heard.feedback.imports.tables import header_of, refuse_without_rows
from heard.feedback.models import BatchState, ImportBatch

CHECKED_AT_ONCE = 4 * 1024**2
ROWS_IMPORTED_AT_ONCE = 500
CHECK_LEASE = timedelta(minutes=30)

_log = logging.getLogger(__name__)


class NotNow(Exception):
    """The import is at another step: its columns cannot be chosen, or it cannot be started, at this moment."""


def send_file(
    *,
    chunks: Iterable[bytes],
    file_name: str,
    organisation: Organisation,
    campaign: Campaign | None,
    by: User,
    now: datetime,
) -> ImportBatch:
    """Keep a file until its columns are chosen. Raise a FileRefused, and keep nothing, where it cannot be read."""
    refuse_outsider(organisation=organisation, campaign=campaign)
    name = PurePath(file_name).name[:200]
    ending = PurePath(name).suffix.lower()
    if ending not in (*TEXT_ENDINGS, ".xlsx"):
        raise WrongKind(_("Only files that end in .csv, .tsv, .txt or .xlsx can be imported."))
    stored_as = files.keep(chunks, ending=ending)
    try:
        examined = examine(files.path_of(stored_as), file_name=name)
        refuse_if_taken(examined=examined, organisation=organisation)
        refuse_without_rows(examined)
        mapping = mapping_for(examined=examined, organisation=organisation)
        with transaction.atomic():
            batch = ImportBatch.objects.create(
                organisation=organisation,
                campaign=campaign,
                file_name=name,
                digest=examined.digest,
                source=name[:120],
                mapping=mapping.as_json(),
                size=files.path_of(stored_as).stat().st_size,
                stored_as=stored_as,
                created_at=now,
                created_by=by,
            )
            record(code="feedback.import.sent", subject=batch, by=by, now=now, organisation=organisation)
    except BaseException:
        files.erase(stored_as)
        raise
    return batch


def choose_columns(*, batch: ImportBatch, mapping: ColumnMapping, by: User, now: datetime) -> ImportBatch:
    """Say what the columns mean, and have the rows checked. Raise MappingDoesNotFit, or NotNow."""
    examined = examined_batch(batch)
    check(mapping, header_of(examined))
    is_small = batch.size <= CHECKED_AT_ONCE
    # Whoever checks at once holds it, so that the worker passes it by.
    holder, leased_until = (holder_name(), now + LEASE) if is_small else ("", None)
    with transaction.atomic():
        changeable = (BatchState.UPLOADED, BatchState.CHECKED)
        waiting = ImportBatch.objects.filter(pk=batch.pk, state__in=changeable)
        if not waiting.update(
            state=BatchState.TO_CHECK, mapping=mapping.as_json(), holder=holder, leased_until=leased_until
        ):
            raise NotNow
        record(code="feedback.import.columns_chosen", subject=batch, by=by, now=now, organisation=batch.organisation)
    batch.refresh_from_db()
    if is_small:
        check_batch(batch=batch, now=now)
    return batch


def confirm_import(*, batch: ImportBatch, by: User, now: datetime, clock: Clock) -> ImportBatch:
    """Take a checked file in: at once where it is small, else by the worker. Raise NotNow or a FileRefused."""
    is_small = ImportReport.from_json(batch.report).rows <= ROWS_IMPORTED_AT_ONCE
    with transaction.atomic():
        if not ImportBatch.objects.filter(pk=batch.pk, state=BatchState.CHECKED).update(state=BatchState.TO_IMPORT):
            raise NotNow
        record(code="feedback.import.confirmed", subject=batch, by=by, now=now, organisation=batch.organisation)
    batch.refresh_from_db()
    if is_small:
        try:
            _take(batch, now=now)
        except NotNow:
            return batch
        run_batch(batch=batch, now=now, clock=clock)
    return batch


def give_up_import(*, batch: ImportBatch, by: User, now: datetime) -> None:
    """Erase a file that was sent and not taken in. Raise NotNow where it is taken in already, or just now."""
    kept = (BatchState.UPLOADED, BatchState.TO_CHECK, BatchState.CHECKED, BatchState.TO_IMPORT)
    with transaction.atomic():
        if not ImportBatch.objects.filter(pk=batch.pk, state__in=kept).update(state=BatchState.REFUSED):
            raise NotNow
        record(code="feedback.import.given_up", subject=batch, by=by, now=now, organisation=batch.organisation)
    refuse(batch=batch, sentence=_("The import was given up, and the file was erased."))


def import_next(*, holder: str, now: datetime, clock: Clock) -> bool:
    """Check or take in the next file that waits, and return whether there was one; a refusal stays with its import."""
    for batch in _waiting(now):
        try:
            if batch.state == BatchState.TO_CHECK:
                if not _hold_to_check(batch, holder=holder, now=now):
                    continue
                check_batch(batch=batch, now=now)
            else:
                _take(batch, now=now)
                run_batch(batch=batch, now=now, clock=clock)
        except NotNow:
            continue
        except FileRefused:
            return True
        except Exception as error:  # noqa: BLE001 the worker goes on; the import says that it broke off
            _log.error("Import %s broke off: %s", batch.pk, type(error).__name__)  # a trace may hold words
        return True
    return False


def check_batch(*, batch: ImportBatch, now: datetime) -> None:
    """Find out what would become of each row; the full list is kept beside. A refusal is kept with the batch.

    Where the batch was given up meanwhile, or another holds it, what was found out is erased.
    """
    listing = files.new_name(".csv")
    try:
        report = checked(
            examined=examined_batch(batch),
            organisation=batch.organisation,
            mapping=ColumnMapping.from_json(batch.mapping),
            now=now,
            file_name=batch.file_name,
            listing=files.path_of(listing),
        )
    except FileRefused as error:
        files.erase(listing)
        refuse(batch=batch, sentence=str(error))
        return
    except BaseException:
        files.erase(listing)
        raise
    held = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.TO_CHECK, holder=batch.holder)
    is_kept = held.update(
        state=BatchState.CHECKED,
        report=report.as_json(),
        report_stored_as=listing,
        row_count=report.rows,
        holder="",
        leased_until=None,
    )
    files.erase(batch.report_stored_as if is_kept else listing)
    batch.refresh_from_db()


def run_batch(*, batch: ImportBatch, now: datetime, clock: Clock) -> None:
    """Take a file in that is held for it. Raise a FileRefused, which is kept with the batch too."""
    with all_or_nothing(batch=batch):
        examined = examined_batch(batch)
        refuse_if_taken(examined=examined, organisation=batch.organisation)
        mapping = ColumnMapping.from_json(batch.mapping)
        expected = ImportReport.from_json(batch.report)
        report = checked(
            examined=examined,
            organisation=batch.organisation,
            mapping=mapping,
            now=now,
            file_name=batch.file_name,
            progress=lambda _rows: keep_hold(batch, rows_done=0, moment=clock()),
        )
        # Rows of another import may have arrived since the check: what is staged now is what is true now.
        run(
            batch=batch,
            examined=examined,
            mapping=mapping,
            expected=report if report.rows == expected.rows else expected,
            by=batch.created_by,
            now=now,
            clock=clock,
        )


def examined_batch(batch: ImportBatch) -> Examined:
    """Return the batch's file, examined anew; raise a FileRefused where it is gone."""
    path = files.path_of(batch.stored_as) if batch.stored_as else None
    if path is None or not path.is_file():
        raise FileRefused(_("The file was erased. Send it again."))
    return examine(path, file_name=batch.file_name)


def _waiting(now: datetime) -> Iterable[ImportBatch]:
    is_free = Q(holder="") | Q(leased_until__lt=now)
    waits = Q(state=BatchState.TO_IMPORT) | (Q(state=BatchState.TO_CHECK) & is_free)
    return ImportBatch.objects.filter(waits).select_related("organisation", "campaign").order_by("pk")


def _hold_to_check(batch: ImportBatch, *, holder: str, now: datetime) -> bool:
    if batch.attempts >= MOST_ATTEMPTS:
        refuse(batch=batch, sentence=_("The file could not be checked. It may be damaged."))
        return False
    free = ImportBatch.objects.filter(Q(holder="") | Q(leased_until__lt=now), pk=batch.pk, state=BatchState.TO_CHECK)
    held = free.update(holder=holder, leased_until=now + CHECK_LEASE, attempts=batch.attempts + 1)
    batch.refresh_from_db()
    return bool(held)


def _take(batch: ImportBatch, *, now: datetime) -> None:
    """Hold a waiting batch for this process, the only one of its organisation; raise NotNow where another runs."""
    try:
        with transaction.atomic():
            free = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.TO_IMPORT)
            if not free.update(state=BatchState.RUNNING, holder=holder_name(), leased_until=now + LEASE):
                raise NotNow
    except IntegrityError as error:
        raise NotNow(str(running_already())) from error
    batch.refresh_from_db()
