"""Pages of a form, read from plain data and checked once, so that no form can loop or lead nowhere."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from evidence.journey.conditions import ALWAYS, AllOf, Condition, Lookup, load_condition
from evidence.journey.kinds import KINDS, KINDS_OF, VALUES_OF
from evidence.journey.questions import Binding, Question, Variant, load_question, load_variants, words_for


class Scope(StrEnum):
    """When a page is asked.

    `once` for the whole form; `piece` for the first piece of feedback; `further` for each further piece, with the
    questions of the `piece` pages whose `repeat` names it; `after` once the form was sent. `sent` is not asked:
    it is what the last page says.
    """

    ONCE = "once"
    PIECE = "piece"
    FURTHER = "further"
    AFTER = "after"
    SENT = "sent"


MOST_FURTHER_PAGES = 2
"""A further piece costs at most this many pages more; a form that asks for more is broken."""

CHECK = "check-answers"
"""The slug of the page before sending, which every form has and no form's data lists."""


class BrokenForm(ValueError):
    """A form's pages do not make a form; the message says which and why."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a form: its words, when it is asked, and its questions.

    `per_piece` marks a page asked once whose answer may be changed for one piece alone.
    """

    slug: str
    title: str
    caption: str = ""
    intro: str = ""
    scope: Scope = Scope.ONCE
    repeat: str = ""
    per_piece: bool = False
    questions: tuple[Question, ...] = ()
    show_when: Condition = ALWAYS
    variants: tuple[Variant, ...] = ()

    def worded(self, lookup: Lookup) -> "Page":
        """Return the page as this person is shown it: its words, and the questions that apply."""
        asked = tuple(question.worded(lookup) for question in self.questions if question.show_when.is_met(lookup))
        return replace(self, **words_for(self.variants, lookup), questions=asked, variants=())

    def applies(self, lookup: Lookup) -> bool:
        """Return whether the page is asked of this person, and has anything to ask."""
        return self.show_when.is_met(lookup) and any(
            question.show_when.is_met(lookup) and _has_something(question, lookup) for question in self.questions
        )


PAGE_WORDS = frozenset({"title", "caption", "intro"})
"""The parts of a page that are words and no more."""

_PAGE_KEYS = PAGE_WORDS | {"slug", "scope", "repeat", "per_piece", "questions", "show_when", "variants"}


def load_pages(data: Iterable[Mapping[str, Any]], *, reserved: frozenset[str] = frozenset()) -> tuple[Page, ...]:
    """Return the pages that the data describes, further pages filled with the questions that they repeat.

    `reserved` are slugs that no page may take. Raises BrokenForm with a plain sentence.
    """
    try:
        pages = tuple(_load_page(one) for one in data)
    except ValueError as error:
        raise BrokenForm(str(error)) from error
    for sentence in _faults(pages, reserved | {CHECK}):
        raise BrokenForm(sentence)
    filled = tuple(_filled(page, pages) for page in pages)
    for sentence in _order_faults(filled):
        raise BrokenForm(sentence)
    return filled


def _load_page(data: Mapping[str, Any]) -> Page:
    slug = str(data.get("slug", ""))
    if unknown := data.keys() - _PAGE_KEYS:
        raise BrokenForm(f"The page {slug!r} has a part that nobody knows: {', '.join(sorted(unknown))}.")
    questions = tuple(load_question(one) for one in data.get("questions", ()))
    return Page(
        slug=slug,
        title=str(data.get("title", "")),
        caption=str(data.get("caption", "")),
        intro=str(data.get("intro", "")),
        scope=Scope(data.get("scope", "once")),
        repeat=str(data.get("repeat", "")),
        per_piece=bool(data.get("per_piece", False)),
        questions=questions,
        show_when=load_condition(data.get("show_when")),
        variants=load_variants(data.get("variants", ()), allowed=PAGE_WORDS),
    )


def _filled(page: Page, pages: tuple[Page, ...]) -> Page:
    """Give a further page the questions of the pages that it repeats, each under its own page's condition."""
    if page.scope is not Scope.FURTHER:
        return page
    repeated = tuple(
        replace(question, show_when=AllOf((one.show_when, question.show_when)))
        for one in pages
        if one.repeat == page.slug
        for question in one.questions
    )
    return replace(page, questions=repeated)


def _has_something(question: Question, lookup: Lookup) -> bool:
    return not KINDS[question.kind].needs_options or any(option.show_when.is_met(lookup) for option in question.options)


def _faults(pages: Sequence[Page], reserved: frozenset[str]) -> Iterable[str]:
    """Say what is wrong with the pages one by one, before their order is looked at."""
    yield from _repeated("page", [page.slug for page in pages])
    yield from _repeated("question", [question.slug for page in pages for question in page.questions])
    further = {page.slug for page in pages if page.scope is Scope.FURTHER}
    if len(further) > MOST_FURTHER_PAGES:
        yield f"A further piece may cost at most {MOST_FURTHER_PAGES} pages; this form has {len(further)}."
    for page in pages:
        if not page.slug or not page.title or page.slug in reserved:
            yield f"The page {page.slug!r} needs a slug of its own and a title."
        yield from _page_faults(page, further)
        for question in page.questions:
            yield from _question_faults(question)
    yield from _binding_faults(pages)


def _page_faults(page: Page, further: set[str]) -> Iterable[str]:
    if page.repeat and (page.scope is not Scope.PIECE or page.repeat not in further):
        yield f"The page {page.slug!r} repeats on {page.repeat!r}, which is not a page for further pieces."
    if page.per_piece and page.scope is not Scope.ONCE:
        yield f"The page {page.slug!r} is not asked once, so it cannot be changed for one piece alone."
    if page.scope is Scope.FURTHER and page.questions:
        yield f"The page {page.slug!r} takes its questions from the pages that repeat on it, and has none of its own."
    if page.scope is not Scope.FURTHER and not page.questions:
        yield f"The page {page.slug!r} has nothing on it."


def _question_faults(question: Question) -> Iterable[str]:
    kind = KINDS.get(question.kind)
    if kind is None:
        yield f"The question {question.slug!r} has an unknown kind: {question.kind!r}."
        return
    if question.kind not in KINDS_OF.get(question.binding, KINDS.keys()):
        yield f"The question {question.slug!r} cannot be {question.kind} and give {question.binding}."
    values = [option.value for option in question.options]
    yield from _repeated(f"answer to {question.slug!r}", values)
    allowed = VALUES_OF.get(question.binding)
    if allowed is not None and (wrong := set(values) - allowed):
        yield f"The question {question.slug!r} offers what {question.binding} cannot be: {', '.join(sorted(wrong))}."
    if question.kind == "yes_no" and question.options and set(values) != {"yes", "no"}:
        yield f"The question {question.slug!r} must offer yes and no."


def _binding_faults(pages: Sequence[Page]) -> Iterable[str]:
    bound = Counter(
        question.binding
        for page in pages
        for question in page.questions
        if question.binding not in {Binding.NONE, Binding.EQUALITY}
    )
    for binding, count in bound.items():
        if count > 1:
            yield f"More than one question gives {binding}."
    has_further = any(page.scope is Scope.FURTHER for page in pages)
    if has_further and not bound[Binding.ANOTHER]:
        yield "A form with pages for further pieces needs a question that asks for another piece."


def _order_faults(pages: Sequence[Page]) -> Iterable[str]:
    """Say where a condition looks ahead: a path that depends only on what came before can never loop."""
    for order in (
        [page for page in pages if page.scope in {Scope.ONCE, Scope.PIECE}],
        [page for page in pages if page.scope in {Scope.ONCE, Scope.FURTHER}],
        sorted(pages, key=lambda page: page.scope is Scope.SENT),
    ):
        yield from _looking_ahead(order, known={question.slug for page in pages for question in page.questions})


def _looking_ahead(pages: Sequence[Page], *, known: set[str]) -> Iterable[str]:
    seen: set[str] = set()
    here = {question.slug for page in pages for question in page.questions}
    for page in pages:
        for condition in _conditions_of(page):
            for slug in condition.questions():
                if slug not in known or (slug in here and slug not in seen):
                    yield f"A condition on the page {page.slug!r} depends on {slug!r}, which is not asked before it."
        seen |= {question.slug for question in page.questions}


def _conditions_of(page: Page) -> Iterable[Condition]:
    yield page.show_when
    yield from (variant.when for variant in page.variants)
    for question in page.questions:
        yield question.show_when
        yield from (variant.when for variant in question.variants)
        yield from (option.show_when for option in question.options)
        yield from (section.show_when for section in question.sections)


def _repeated(what: str, slugs: Iterable[str]) -> Iterable[str]:
    for slug, count in Counter(slugs).items():
        if count > 1:
            yield f"There is more than one {what} {slug!r}."
