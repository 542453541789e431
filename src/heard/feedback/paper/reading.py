"""Reading a paper form back from its screen: any question may be empty, and nothing that was written is dropped."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop

from evidence.journey import (
    FIRST_PIECE,
    KINDS,
    Answers,
    Binding,
    Journey,
    Known,
    Leftover,
    Page,
    Posted,
    Problem,
    Question,
    Scope,
    Value,
    read_page,
)
from heard.feedback.paper.sheet import Sheet, SheetQuestion

MARK = "[cannot be read]"
"""What stands for words that nobody can read. It is kept as it is, in whatever language the form was written."""

CANNOT_BE_READ = gettext_noop("Enter what they wrote. For words that you cannot read, write [cannot be read]")
NOT_ASKED = gettext_noop(
    "Question %(number)s has an answer, but the answers before it mean that it was not asked. Change one of them"
)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One question on the screen: its number, which piece it is about (from 1), and the question by its field."""

    number: int
    piece: int
    asked: SheetQuestion
    question: Question


@dataclass(frozen=True, kw_only=True)
class SheetRead:
    """What was read: the answers, those to the equality questions, and what is wrong."""

    answers: Answers
    equality: Mapping[str, str]
    problems: tuple[Problem, ...]


NOTHING_READ = SheetRead(answers=Answers(), equality={}, problems=())
"""What was read of a screen that nobody has sent."""


def placed_on(sheet: Sheet, *, pieces: int) -> tuple[Placed, ...]:
    """Return every question of the screen, those of further pieces after the first one's, equality questions last."""
    further = ((number, asked) for number in range(2, pieces + 1) for asked in sheet.further)
    several = [(1, asked) for asked in sheet.questions] + list(further) + [(1, asked) for asked in sheet.equality]
    return tuple(
        Placed(number=asked.number, piece=piece, asked=asked, question=_on_screen(asked, piece))
        for piece, asked in several
    )


def read_sheet(*, sheet: Sheet, pages: tuple[Page, ...], posted: Posted, known: Known, pieces: int) -> SheetRead:
    """Return what was entered. An answer that the form would not have asked for is a problem, never dropped unseen."""
    placed = placed_on(sheet, pieces=pieces)
    optional = [replace(one.question, required=False) for one in placed]
    values, problems = read_page(optional, posted, known)
    found = [(one, values.get(one.question.slug, "")) for one in placed]
    answers = _answers(pages, [(one, value) for one, value in found if one.asked.scope is not Scope.AFTER])
    equality = {one.asked.question.slug: str(value) for one, value in found if one.asked.scope is Scope.AFTER and value}
    if not problems:
        problems = (*_nothing_said(placed, found), *_not_asked(pages, placed, answers, equality))
    return SheetRead(answers=answers, equality=equality, problems=tuple(problems))


def _on_screen(asked: SheetQuestion, piece: int) -> Question:
    slug = asked.question.slug if piece == 1 else f"piece-{piece}-{asked.question.slug}"
    return replace(asked.question, slug=slug)


def _answers(pages: Iterable[Page], found: list[tuple[Placed, Value]]) -> Answers:
    """Put the answers together; a further piece of which nothing was written is none."""
    once: dict[str, Value] = dict(_given_by_paper(pages))
    by_piece: dict[int, dict[str, Value]] = {1: {}}
    for one, value in found:
        home = once if one.asked.scope is Scope.ONCE else by_piece.setdefault(one.piece, {})
        home[one.asked.question.slug] = value
    answers = Answers().storing(once).storing(by_piece.pop(1), piece=FIRST_PIECE)
    for piece, values in sorted(by_piece.items()):
        if any(values.values()):
            answers = answers.storing(values, piece=str(piece))
    return answers


def _given_by_paper(pages: Iterable[Page]) -> Iterator[tuple[str, Value]]:
    """Yield what paper answers by itself: its notices were printed, and nothing else is asked for after its pages."""
    for page in pages:
        for question in page.questions:
            if page.scope in {Scope.ONCE, Scope.PIECE} and question.kind == "notice":
                yield question.slug, question.version or "shown"
            elif question.binding is Binding.ANOTHER:
                yield question.slug, "no"


def _nothing_said(placed: Iterable[Placed], found: Iterable[tuple[Placed, Value]]) -> Iterator[Problem]:
    if any(value for one, value in found if one.asked.scope is Scope.PIECE):
        return
    words = [one for one in placed if one.asked.question.binding is Binding.WORDS]
    first = next(iter(words or placed))
    yield Problem(field_name=_first_field(first), message=CANNOT_BE_READ)


def _not_asked(
    pages: tuple[Page, ...], placed: tuple[Placed, ...], answers: Answers, equality: Mapping[str, str]
) -> Iterator[Problem]:
    before = Journey(pages, answers)
    wish = {question.slug: "yes" for page in pages for question in page.questions if _opens_equality(page, question)}
    after = Journey(pages, answers.storing({**wish, **equality}), is_sent=True)
    left = {_key(leftover) for leftover in (*before.leftovers(), *after.leftovers())}
    for one in placed:
        piece = "" if one.asked.scope in {Scope.ONCE, Scope.AFTER} else str(one.piece)
        value = answers.lookup(piece)(one.asked.question.slug) or equality.get(one.asked.question.slug)
        if value and (piece, one.asked.question.slug) in left:
            yield Problem(field_name=_first_field(one), message=NOT_ASKED, values={"number": one.number})


def _key(leftover: Leftover) -> tuple[str, str]:
    return leftover.piece, leftover.question


def _opens_equality(page: Page, question: Question) -> bool:
    return page.scope is Scope.AFTER and question.kind == "yes_no" and question.binding is Binding.NONE


def _first_field(one: Placed) -> str:
    return KINDS[one.question.kind].fields(one.question.slug)[0]
