"""A campaign's links to take away: a table as CSV or XLSX, and every QR code in one ZIP."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator

from openpyxl import Workbook

from heard.accounts.queries import public_name
from heard.campaigns import links, qr
from heard.campaigns.models import Placement
from heard.campaigns.utm import utm_of
from heard.design.languages import language_of
from heard.design.spreadsheets import neutral

COLUMNS = (
    "link",
    "code",
    "channel",
    "post",
    "partner",
    "wave",
    "area",
    "language",
    "paid for",
    "leads to",
    "in use",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_content",
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTE_ORDER_MARK = "\ufeff"
_MADE = (2020, 1, 1, 0, 0, 0)
"""The time of every file in a ZIP, so that the same links make the same file."""


def cells_of(placement: Placement) -> tuple[str, ...]:
    """Return one link's row of the table, each cell such that a spreadsheet shows it and never runs it."""
    partner = public_name(organisation=placement.partner.organisation) if placement.partner else ""
    utm = utm_of(
        channel=placement.channel,
        campaign=placement.campaign.slug,
        partner=(placement.partner.organisation.short_name or partner) if placement.partner else "",
        post=placement.post,
        is_paid=placement.is_paid,
    )
    cells = (
        links.short_address(placement.code),
        placement.code,
        str(placement.get_channel_display()),
        placement.post,
        partner,
        placement.wave.name if placement.wave else "",
        placement.area.name if placement.area else "",
        language_of(placement.language).name,
        "yes" if placement.is_paid else "no",
        placement.form.title if placement.form else placement.outside_url or "landing page",
        "no" if placement.withdrawn_at else "yes",
        utm.source,
        utm.medium,
        utm.campaign,
        utm.content,
    )
    return tuple(neutral(cell) for cell in cells)


def csv_of(placements: Iterable[Placement]) -> Iterator[str]:
    """Yield the table as CSV, line by line."""
    yield _BYTE_ORDER_MARK + _line(COLUMNS)
    for placement in placements:
        yield _line(cells_of(placement))


def xlsx_of(placements: Iterable[Placement]) -> bytes:
    """Return the table as a workbook of one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Links")
    sheet.freeze_panes = "A2"
    sheet.append(COLUMNS)
    for placement in placements:
        sheet.append(cells_of(placement))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def codes_of(placements: Iterable[Placement], *, cm: float, dpi: int) -> Iterator[bytes]:
    """Yield a ZIP piece by piece: each link's QR code as SVG and PNG, and the table. Memory does not grow with it."""
    out = _Pieces()
    table = io.StringIO()
    table.write(_BYTE_ORDER_MARK + _line(COLUMNS))
    with zipfile.ZipFile(out, "w") as archive:
        for placement in placements:
            table.write(_line(cells_of(placement)))
            both = qr.both_of(links.short_address(placement.code), cm=cm, dpi=dpi)
            archive.writestr(_named(f"svg/{placement.code}.svg"), both.svg, zipfile.ZIP_DEFLATED)
            archive.writestr(_named(f"png/{placement.code}.png"), both.png)
            yield out.taken()
        archive.writestr(_named("links.csv"), table.getvalue(), zipfile.ZIP_DEFLATED)
    yield out.taken()


def _named(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, date_time=_MADE)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


class _Pieces(io.RawIOBase):
    """What is written, to be taken away at once; zipfile asks only where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        held = bytes(piece)  # type: ignore[call-overload]
        self._held.append(held)
        self._written += len(held)
        return len(held)

    def tell(self) -> int:
        return self._written

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        piece, self._held = b"".join(self._held), []
        return piece
