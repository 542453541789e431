"""Printing the paper form: a tagged PDF (PDF/UA-1) that Typst sets from the same sheet that is entered again.

Every word goes to the template as data, never as markup, so that no question can change how the page is set.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from evidence.journey import Section
from evidence.journey.kinds import LongText
from heard.campaigns.qr import svg_of
from heard.design import fonts
from heard.feedback.paper.sheet import Sheet, SheetNotice, SheetQuestion

TEMPLATE = Path(__file__).parents[1] / "data" / "paper.typ"

_QR_CM = 3.2
_DIGITS = 5
_LINES = {True: 10, False: 12}
_LONGEST_LINK = 50
_MOST_KEPT = 32


class CannotPrint(Exception):
    """The form cannot be set; the message says what to mend."""


@dataclass(frozen=True, kw_only=True)
class Print:
    """What is printed: whose form, where it goes back to, the link for those who would rather type, and its numbers.

    Without numbers one copy is printed, with a place to write the number when it comes back.
    """

    title: str
    campaign: str
    organisation: str
    phone: str
    return_address: str
    address: str
    sheet: Sheet
    is_large: bool = False
    numbers: tuple[int, ...] = ()


def written_number(number: int) -> str:
    """Return the number of a paper form as it is printed and entered."""
    return str(number).zfill(_DIGITS)


def numbers_between(first: int, last: int) -> tuple[int, ...]:
    """Return the numbers of a print run, both included."""
    return tuple(range(first, last + 1))


def pdf_of(paper: Print) -> bytes:
    """Return the PDF. Raises CannotPrint, and heard.design.fonts.FontsMissing where the fonts were not built."""
    return _compiled(json.dumps(_data(paper), ensure_ascii=False), str(fonts.folder()))


@lru_cache(maxsize=_MOST_KEPT)
def _compiled(data: str, folder: str) -> bytes:
    try:
        made: bytes = typst.compile(
            TEMPLATE,
            format="pdf",
            font_paths=[Path(folder)],
            ignore_system_fonts=True,
            sys_inputs={"data": data},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        raise CannotPrint(f"The paper form could not be set: {error.message}") from error
    return made


def _data(paper: Print) -> dict[str, Any]:
    sheet, is_large = paper.sheet, paper.is_large
    return {
        "language": (get_language() or "en").split("-")[0],
        "is_rtl": get_language_bidi(),
        "is_large": is_large,
        "title": paper.title,
        "campaign": paper.campaign,
        "organisation": paper.organisation,
        "numbers": [written_number(number) for number in paper.numbers] or [""],
        "return_address": paper.return_address.splitlines(),
        "address": paper.address,
        "qr": svg_of(paper.address, cm=_QR_CM).decode() if paper.address else "",
        "notice": [_section(section) for section in sheet.notice],
        "help": [_section(section) for section in sheet.help],
        "parts": [_part(part, is_large=is_large) for part in sheet.parts],
        "further": [_part(part, is_large=is_large, is_further=True) for part in sheet.further],
        "equality": [_part(part, is_large=is_large) for part in sheet.equality],
        "next": [_notice(one) for one in sheet.next],
        "words": _words(paper),
    }


def _words(paper: Print) -> dict[str, str]:
    """Return the template's own words, translated."""
    return {
        "intro": _("Use this form to tell %(organisation)s about your care, or the care of someone you know.")
        % {"organisation": paper.organisation},
        "stop": _("You do not have to say who you are. You can leave any question empty."),
        "how": _("Write in the boxes and tick with a pen. If you need more room, add a sheet."),
        "online": _("Would you rather type? Point a phone's camera at the square, or go to:"),
        "qr_alt": _("A square code that opens this form on a phone"),
        "phone": (_("Would you rather talk? Call %(phone)s.") % {"phone": paper.phone}) if paper.phone else "",
        "danger": _("If someone is in danger, do not wait for the post"),
        "danger_more": _("We read this form only when it arrives."),
        "notice": _("How we keep what you tell us"),
        "questions": _("The questions"),
        "equality": _("Questions about you"),
        "equality_more": _(
            "These are extra. They show us whom we have not heard from. We count the answers. They are never shown"
            " beside your words. You can leave all of them empty."
        ),
        "further": _("Something else you want to tell us"),
        "further_more": _(
            "Use this page for another service, or another thing about the same one. The numbers are those of the"
            " questions above. For more, copy this page."
        ),
        "next": _("What happens next"),
        "send": _("Send this form back"),
        "free": _("You need no stamp."),
        "office": _("For the office: number"),
        "number": _("Form"),
        "page": _("Page"),
        "of": _("of"),
        "day": _("Day"),
        "month": _("Month"),
        "year": _("Year"),
        "ongoing": _("It is still happening"),
        "unsure": _("I am not sure. Roughly:"),
        "service": _("Name of the service"),
        "place": _("Street, town or postcode"),
        "name": _("Your name, if you want to give it"),
        "email": _("E-mail address"),
        "phone_number": _("Phone number"),
        "tick_one": _("Tick one."),
        "tick_any": _("Tick as many as you like."),
    }


def _part(part: SheetQuestion | SheetNotice, *, is_large: bool, is_further: bool = False) -> dict[str, Any]:
    if isinstance(part, SheetNotice):
        return _notice(part)
    question = part.question
    drawn_as = "choices" if question.options else question.kind
    is_main = question.kind == "long_text" and (question.limit or LongText.default_limit) > 5000
    lines = _LINES[is_large] - (4 if is_further else 0) if is_main else 4
    return {
        "is_question": True,
        "number": part.number,
        "label": question.label,
        "hint": question.hint if question.kind != "service" else "",
        "only_if": part.only_if,
        "drawn_as": drawn_as,
        "is_many": question.kind == "checkboxes",
        "lines": lines if question.kind == "long_text" else 1,
        "options": [{"label": option.label, "hint": option.hint} for option in question.options],
    }


def _notice(part: SheetNotice) -> dict[str, Any]:
    return {
        "is_question": False,
        "label": part.title,
        "only_if": part.only_if,
        "sections": [_section(section) for section in part.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "paragraphs": list(section.paragraphs),
        "points": list(section.points),
        "numbers": [
            {"name": number.name, "said": _said(number.phone or number.text, number.link), "note": number.note}
            for number in section.numbers
        ],
    }


def _said(phone: str, link: str) -> str:
    return phone or _link(link)


def _link(link: str) -> str:
    """Return an address as paper can bear it: where it is long, only whose it is."""
    plain = link.removeprefix("https://").removeprefix("http://")
    return plain if len(plain) <= _LONGEST_LINK else plain.partition("/")[0]
