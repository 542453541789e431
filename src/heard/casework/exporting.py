"""The queue as a CSV file that a spreadsheet opens and that no cell of it can command."""

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.timezone import localtime

from heard.casework.models import Case
from heard.casework.queries.filtering import Search
from heard.casework.queries.queueing import whole_queue
from heard.design.spreadsheets import neutral
from heard.design.watermarks import Watermark

COLUMNS = (
    "case",
    "reference",
    "received",
    "channel",
    "campaign",
    "form",
    "link",
    "service",
    "service code",
    "about",
    "tone",
    "themes",
    "risk",
    "status",
    "assigned to",
    "redacted words",
    "export",
)
_BYTE_ORDER_MARK = "\ufeff"


def csv_lines(*, found: Search, watermark: Watermark) -> Iterator[str]:
    """Yield the file line by line, the queue in its own order; memory does not grow with it.

    Each row carries the mark, as a row is easily copied out; the last line says who took the file, when, and why some
    cases are not in it.
    """
    yield _BYTE_ORDER_MARK + _line(COLUMNS)
    for case, words, themes in whole_queue(found=found):
        yield _line((*_cells(case, words, themes), watermark.mark))
    yield _line((watermark.sentence, *[""] * (len(COLUMNS) - 2), watermark.mark))


def _cells(case: Case, words: str, themes: Sequence[str]) -> tuple[str, ...]:
    piece, sent = case.piece, case.piece.submission
    return (
        str(case.pk),
        sent.reference,
        localtime(case.received_at).isoformat(timespec="minutes"),
        case.channel,
        case.campaign.title if case.campaign else "",
        case.form.title if case.form else "",
        case.placement.code if case.placement else "",
        piece.service.name if piece.service else "",
        piece.service.code if piece.service else "",
        sent.about,
        case.tone,
        "; ".join(themes),
        case.risk,
        case.status,
        case.assigned_to.full_name if case.assigned_to else "",
        words,
    )


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([neutral(cell) for cell in cells])
    return out.getvalue()
