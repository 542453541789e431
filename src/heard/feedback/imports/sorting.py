"""One pass over a file: each row is read, counted, and placed in its submission, or kept out with a reason."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from heard.accounts.models import Organisation
from heard.feedback.imports.ledger import Ledger, Seen
from heard.feedback.imports.mapping import ColumnMapping
from heard.feedback.imports.records import Matter, Reader, Record
from heard.feedback.imports.report import Tally
from heard.feedback.imports.sniffing import Examined
from heard.feedback.imports.tables import Row, header_of, rows_of
from heard.feedback.imports.values import Rating
from heard.feedback.queries.imports import groups_taken, keys_taken

ROWS_AT_A_TIME = 500


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A row that is taken, and what its submission held before it."""

    record: Record
    before: Seen


def sort_rows(
    *,
    examined: Examined,
    mapping: ColumnMapping,
    organisation: Organisation,
    today: date,
    tally: Tally,
    progress: Callable[[int], None] | None = None,
) -> Iterator[list[Placed]]:
    """Yield the rows that are taken, some hundreds at a time; every row is counted by `tally`. Raise a FileRefused."""
    header = header_of(examined)
    reader = Reader(header=header, mapping=mapping, organisation_id=organisation.pk, today=today)
    with Ledger() as ledger:
        for rows in _some(rows_of(examined)):
            records = [reader.record(row) for row in rows]
            yield list(_placed(records, ledger, organisation, tally))
            if progress is not None:
                progress(len(rows))


def _some(rows: Iterator[Row]) -> Iterator[list[Row]]:
    some: list[Row] = []
    for row in rows:
        some.append(row)
        if len(some) == ROWS_AT_A_TIME:
            yield some
            some = []
    if some:
        yield some


def _placed(records: Sequence[Record], ledger: Ledger, organisation: Organisation, tally: Tally) -> Iterator[Placed]:
    known = keys_taken(organisation=organisation, keys=[record.key.hex() for record in records if record.key])
    silent = [record.group.hex() for record in records if not record.said and record.key]
    known_groups = groups_taken(organisation=organisation, keys=silent)
    for record in records:
        reason = record.is_kept_out or _reason_to_keep_out(record, ledger, known, known_groups)
        if reason:
            tally.count(record, extra=reason if isinstance(reason, Matter) else None, is_new_submission=False)
            continue
        before = ledger.add(record.group, pieces=len(record.said), rating=_number(record.rating))
        differs = before.rating and record.rating and before.rating != _number(record.rating)
        tally.count(record, extra=Matter.RATING_DIFFERS if differs else None, is_new_submission=before.is_new)
        yield Placed(record=replace(record, rating=None) if differs else record, before=before)


def _reason_to_keep_out(
    record: Record, ledger: Ledger, known: frozenset[str], known_groups: frozenset[str]
) -> Matter | None:
    if record.key is None:
        return None
    if record.key.hex() in known or (not record.said and record.group.hex() in known_groups):
        return Matter.ALREADY
    return None if ledger.is_new(record.key) else Matter.REPEATED


def _number(rating: Rating | None) -> int:
    """Return one number above nought for each wording and code, and nought for no rating."""
    return 0 if rating is None else rating.code + (10 if rating.wording == "old" else 0)
