"""What was sent from a page of the public form, read by the kinds of its questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop

from evidence.journey import KINDS, MOST_PIECES, Binding, Known, Page, Posted, Problem, Question, Value, read_page
from heard.design.dates import month_names

FIND = "find"
"""The name of the button that looks for a service."""


@dataclass(frozen=True, kw_only=True)
class FilledPage:
    """A page as it is filled in: what stands in each field, the answers read from them, and what is wrong."""

    page: Page
    filled: Posted
    values: Mapping[str, Value] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def error_of(self, name: str) -> str:
        """Return the sentence on what is wrong with a field; empty where nothing is."""
        return next((said(problem) for problem in self.problems if problem.field_name == name), "")

    def first(self, name: str) -> str:
        """Return what stands in a field."""
        sent = self.filled.get(name, ())
        return str(sent[-1]) if sent else ""


def said(problem: Problem) -> str:
    """Return a problem's sentence in the reader's language."""
    sentence = gettext(problem.message)
    return sentence % problem.values if problem.values else sentence


def posted_of(data: QueryDict) -> dict[str, list[str]]:
    """Return what was sent as plain lists by field."""
    return {name: [str(one) for one in data.getlist(name)] for name in data}


def from_answers(page: Page, answers: Mapping[str, Value]) -> FilledPage:
    """Return the page filled in with the answers that are kept."""
    filled: dict[str, Sequence[str]] = {}
    for question in page.questions:
        if question.slug in answers:
            filled.update(KINDS[question.kind].written(question.slug, answers[question.slug]))
    return FilledPage(page=page, filled=filled)


def from_sent(page: Page, posted: Posted, *, today: date, services: Mapping[str, Mapping[str, str]]) -> FilledPage:
    """Return the page as it was sent, read and checked; `services` are those that the sent codes name."""
    values, problems = read_page(page.questions, posted, Known(today=today, services=services, months=month_names()))
    return FilledPage(page=page, filled=posted, values=values, problems=problems)


def cannot_keep(filled: FilledPage) -> bool:
    """Return whether something was written on the page that cannot be kept as it is; empty fields do not count."""
    wrong = tuple(problem.field_name for problem in filled.problems)
    return bool(wrong) and any(
        name.startswith(wrong) and any(one.strip() for one in sent) for name, sent in filled.filled.items()
    )


def asking_to_write_what_to_find(page: Page, posted: Posted) -> FilledPage:
    """Return the page as it was sent when someone looked for a service without saying which."""
    question = service_question(page)
    name = f"{question.slug}-search" if question else ""
    problem = Problem(field_name=name, message=_NO_WORDS)
    return FilledPage(page=page, filled=posted, problems=(problem,))


def saying_that_it_is_full(filled: FilledPage) -> FilledPage:
    """Return the page as it was sent by someone who wants to tell more than one form can hold."""
    wish = next(question for question in filled.page.questions if question.binding is Binding.ANOTHER)
    problem = Problem(field_name=wish.slug, message=_FULL, values={"most": MOST_PIECES})
    return replace(filled, values={}, problems=(problem,))


def without_the_wish(page: Page, values: Mapping[str, Value]) -> tuple[dict[str, Value], bool]:
    """Take out the wish to tell of something else: it is acted on at once, and never kept as an answer."""
    wishes = {
        question.slug
        for question in page.questions
        if question.binding is Binding.ANOTHER and values.get(question.slug) == "yes"
    }
    return {slug: value for slug, value in values.items() if slug not in wishes}, bool(wishes)


def service_question(page: Page) -> Question | None:
    """Return the page's question that asks for a service."""
    return next((question for question in page.questions if question.kind == "service"), None)


def wanted_search(page: Page, posted: Posted, *, last: str) -> str | None:
    """Return the words that a service is to be looked for by; None where no search was asked for.

    Someone who wrote words, chose nothing and pressed Continue meant to look: nobody is sent back for that.
    """
    question = service_question(page)
    if question is None:
        return None
    words = _sent(posted, f"{question.slug}-search")
    if FIND in posted:
        return words
    made_up_mind = _sent(posted, question.slug) or _sent(posted, f"{question.slug}-other")
    return words if words and words != last and not made_up_mind else None


def codes_in(page: Page, posted: Posted) -> set[str]:
    """Return the service codes that were sent."""
    question = service_question(page)
    return {code for code in (posted.get(question.slug, ()) if question else ()) if code}


_FULL = gettext_noop("One form can hold %(most)s things. Choose no and send it, then start a new one")
_NO_WORDS = gettext_noop("Write the name, street, town or postcode of the service")


def _sent(posted: Posted, name: str) -> str:
    sent = posted.get(name, ())
    return sent[-1].strip()[:200] if sent else ""
