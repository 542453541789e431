"""The paper form: its questions in order and numbered, read back from one screen, and printed.

What is printed and what is entered come from the same sheet, so that their numbers always match.
"""

from heard.feedback.paper.printing import CannotPrint, Print, numbers_between, pdf_of, written_number
from heard.feedback.paper.reading import MARK, NOTHING_READ, Placed, SheetRead, placed_on, read_sheet
from heard.feedback.paper.sheet import Sheet, SheetNotice, SheetQuestion, sheet_of

__all__ = [
    "MARK",
    "NOTHING_READ",
    "CannotPrint",
    "Placed",
    "Print",
    "Sheet",
    "SheetNotice",
    "SheetQuestion",
    "SheetRead",
    "numbers_between",
    "pdf_of",
    "placed_on",
    "read_sheet",
    "sheet_of",
    "written_number",
]
