"""Reading a row cell by cell: what is wrong with each is kept, so that one reading names every fault."""

import re
from collections.abc import Callable, Collection
from difflib import get_close_matches
from typing import TypeVar

from django.utils.translation import gettext as _

from heard.design.names import plain_name
from heard.places.actions.loading.report import Doubt, LoadReport, Refusal, Refused
from heard.places.details import NotRight
from heard.places.reading import FileRow, Row

T = TypeVar("T")
_FORMULAS = ("=", "@", "+", "-", "\t")
_NOT_TEXT = frozenset(map(chr, [*range(9), 11, 12, *range(14, 32), 127, 0xFFFD]))


class RowReader:
    """Reads one row, and tells the report what is wrong with it."""

    def __init__(self, row: Row, *, line: int, report: LoadReport) -> None:
        self.row = row
        self.line = line
        self.report = report
        self.is_wrong = False
        if isinstance(row, FileRow) and row.surplus:
            self.refuse(
                "",
                _("It has more cells than columns: “%(cell)s” is left over. Put quotes around a cell with commas.")
                % {"cell": row.surplus[0][:40]},
            )

    def refuse(self, column: str, reason: str) -> None:
        """Say why the row cannot be taken."""
        self.is_wrong = True
        self.report.refusals.append(Refusal(line=self.line, column=column, reason=reason))

    def doubt(self, column: str, reason: str) -> None:
        """Say what should be looked at."""
        self.report.doubts.append(Doubt(line=self.line, column=column, reason=reason))

    def read(self, column: str, check: Callable[[str], T], *, empty: T, longest: int = 500) -> T:
        """Return what the column's text stands for; `empty` where it has none or what it has is refused."""
        text = self.row.get(column, "")
        if not text:
            return empty
        try:
            _refuse_untidy(text, longest=longest)
            return check(text)
        except (NotRight, Refused) as wrong:
            self.refuse(column, str(wrong))
            return empty

    def text(self, column: str, *, longest: int) -> str:
        """Return the column's text."""
        return self.read(column, str.strip, empty="", longest=longest)

    def needed(self, column: str, *, longest: int, how: str) -> str:
        """Return the text of a column that no row may leave empty; `how` says what to write."""
        if not self.row.get(column):
            self.refuse(column, _("It is empty. %(how)s") % {"how": how})
        return self.text(column, longest=longest)

    def name(self, *, longest: int, how: str) -> str:
        """Return the row's name without signs that nobody sees; `how` says what to write where it has none."""

        def tidy(text: str) -> str:
            name = plain_name(text)
            _refuse_untidy(name, longest=longest)
            return name

        if not plain_name(self.row.get("name", "")):
            self.refuse("name", _("It is empty. %(how)s") % {"how": how})
        return self.read("name", tidy, empty="", longest=longest)


def doubt_columns(row: Row, *, known: Collection[str], report: LoadReport) -> None:
    """Say which columns of a list nobody reads, and which one may be meant."""
    for name in row:
        if name in known:
            continue
        near = get_close_matches(name, known, n=1)
        reason = (
            _("The column “%(name)s” is not read. Do you mean “%(near)s”?") % {"name": name[:40], "near": near[0]}
            if near
            else _("The column “%(name)s” is not read.") % {"name": name[:40]}
        )
        report.doubts.append(Doubt(line=1, reason=reason))


def _refuse_untidy(text: str, *, longest: int) -> None:
    if text.startswith(_FORMULAS) and not re.fullmatch(r"\+[\d\s()-]+", text):
        raise Refused(
            _("“%(text)s” begins like a formula of a spreadsheet. Write the value itself.") % {"text": text[:40]}
        )
    if text.startswith("#") and text.rstrip("!?").isupper():
        raise Refused(_("“%(text)s” is an error of a spreadsheet. Write the value itself.") % {"text": text[:40]})
    if _NOT_TEXT & set(text):
        raise Refused(_("It holds a sign that is no text. Write it again."))
    if "Ã" in text or "â€" in text:
        raise Refused(
            _("“%(text)s” was saved in another encoding before. Write it again and save as CSV UTF-8.")
            % {"text": text[:40]}
        )
    if len(text) > longest:
        raise Refused(_("It is longer than %(longest)s characters.") % {"longest": longest})
