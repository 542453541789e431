"""The one screen on which staff enter a paper form, a letter or a text message: its questions as they are numbered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.journey import MOST_PIECES, Problem, Scope
from evidence.journey import Page as FormPage
from heard.campaigns.models import Form
from heard.design.forms import ErrorLine
from heard.design.pages import Page
from heard.feedback.filled import FilledPage, said
from heard.feedback.forms.staff_entry import WrittenForm
from heard.feedback.models import Entry
from heard.feedback.pages.asked import Asked, Finder, asked
from heard.feedback.paper.reading import Placed


@dataclass(frozen=True, kw_only=True)
class Block:
    """The questions of one sheet of paper."""

    title: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, kw_only=True)
class WrittenPage(Page):
    """One paper form, from its first question to its last, and the next one at once."""

    template: ClassVar[str] = "feedback/written.jinja"

    form: WrittenForm
    form_title: str
    error_lines: tuple[ErrorLine, ...]
    blocks: tuple[Block, ...]
    today: str
    pieces: int
    can_add: bool
    last_href: str


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What stands on the screen: its questions as they are filled in, what is wrong, and what was looked for."""

    placed: tuple[Placed, ...]
    posted: Mapping[str, list[str]]
    problems: tuple[Problem, ...]
    finders: Mapping[str, Finder]
    pieces: int


def written_page(*, form: Form, screen: Screen, around: WrittenForm, entered_today: int, last: str) -> WrittenPage:
    """Return the screen, with what is wrong where something is; `last` is the entry that was sent before it."""
    shown = {one.question.slug: _drawn(one, screen) for one in screen.placed}
    places = {question.id: question.first_field for question in shown.values()}
    wrong = tuple(
        ErrorLine(text=said(one), href=f"#{places.get(one.field_name, one.field_name)}") for one in screen.problems
    )
    return WrittenPage(
        title=_("Enter what was written"),
        has_errors=bool(wrong or around.errors),
        back_href=reverse("feedback:entry"),
        form=around,
        form_title=f"{form.campaign.title}: {form.title}",
        error_lines=(*around.error_lines, *wrong),
        blocks=tuple(_blocks(screen, shown)),
        today=ngettext("%(number)s paper form entered today", "%(number)s paper forms entered today", entered_today)
        % {"number": entered_today},
        pieces=screen.pieces,
        last_href=reverse("feedback:entry_sent", args=[int(last)]) if last.isdecimal() and len(last) < 12 else "",
        can_add=screen.pieces < MOST_PIECES and any(one.asked.is_further for one in screen.placed),
    )


def entered_before(*, entry: Entry, day: str) -> str:
    """Say by whom and when a paper form of that number was entered."""
    names = {"number": entry.paper_number, "person": entry.entered_by.full_name, "day": day}
    if entry.submission is None:
        return _("Form %(number)s is being entered by %(person)s since %(day)s") % names
    reference = {"reference": entry.submission.reference}
    return _("Form %(number)s was entered by %(person)s on %(day)s: %(reference)s") % {**names, **reference}


def it_is_in(entry: Entry) -> str:
    """Say under which reference something is in."""
    reference = entry.submission.reference if entry.submission else ""
    if entry.paper_number:
        return _("Form %(number)s is in: %(reference)s. Enter the next one.") % {
            "number": entry.paper_number,
            "reference": reference,
        }
    return _("It is in: %(reference)s. Enter the next one.") % {"reference": reference}


def _blocks(screen: Screen, shown: Mapping[str, Asked]) -> list[Block]:
    def block(title: str, wanted: list[Placed]) -> list[Block]:
        return [Block(title=title, questions=tuple(shown[one.question.slug] for one in wanted))] if wanted else []

    equality = [one for one in screen.placed if one.asked.scope is Scope.AFTER]
    first = [one for one in screen.placed if one.piece == 1 and one not in equality]
    further = [
        part
        for piece in range(2, screen.pieces + 1)
        for part in block(
            _("Something else, sheet %(number)s") % {"number": piece},
            [one for one in screen.placed if one.piece == piece],
        )
    ]
    return [*block(_("The form"), first), *further, *block(_("Equality questions"), equality)]


def _drawn(one: Placed, screen: Screen) -> Asked:
    """Draw a question under its number; on paper every question may be left empty, so none says so."""
    options = tuple(replace(option, hint="") for option in one.question.options)
    question = replace(
        one.question,
        options=options,
        label=f"{one.number}. {one.question.label}",
        hint=one.asked.only_if,
        required=True,
        variants=(),
    )
    page = FormPage(slug="sheet", title="sheet", questions=(question,))
    filled = FilledPage(page=page, filled=screen.posted, problems=screen.problems)
    return asked(question, filled, screen.finders.get(question.slug, Finder()), is_heading=False)
