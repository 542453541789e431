"""Conditions in words, for people who look over a form's questions."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from evidence.journey import Page, Question
from evidence.journey.conditions import AllOf, AnyOf, Condition, Is, load_condition
from heard.places.models import ServiceKind


def questions_by_slug(pages: Iterable[Page]) -> dict[str, Question]:
    """Return the questions that conditions may name."""
    return {question.slug: question for page in pages for question in page.questions}


def name_of(question: Question) -> str:
    """Return what a question is called in a list."""
    return question.short or question.label


def said(condition: Condition, questions: Mapping[str, Question]) -> str:
    """Return a condition in words, such as `“Rating” is “Poor” or “Terrible”`; nothing for what is always met."""
    match condition:
        case Is():
            return _said_answer(condition, questions)
        case AllOf(conditions=several):
            return _(" and ").join(words for one in several if (words := said(one, questions)))
        case AnyOf(conditions=several):
            return _(" or ").join(words for one in several if (words := said(one, questions)))


def speaker(pages: Iterable[Page]) -> Callable[[Mapping[str, Any]], str]:
    """Return what says, of a condition as data, where words under it are used."""
    questions = questions_by_slug(pages)
    return lambda data: _("Used only if %(condition)s") % {"condition": said(load_condition(data), questions)}


def _said_answer(condition: Is, questions: Mapping[str, Question]) -> str:
    question = questions.get(condition.question)
    names = _answers(question) if question and not condition.part else dict(ServiceKind.choices)
    known = [name for value, name in names.items() if value in condition.values]
    words = [*known, *sorted(condition.values - names.keys())]
    values = {
        "question": name_of(question) if question else condition.question,
        "answers": _(" or ").join(_("“%(answer)s”") % {"answer": word} for word in words),
    }
    return (
        _("“%(question)s” is not %(answers)s") if condition.negated else _("“%(question)s” is %(answers)s")
    ) % values


def _answers(question: Question) -> dict[str, str]:
    if question.kind == "yes_no" and not question.options:
        return {"yes": _("Yes"), "no": _("No")}
    return {option.value: option.label for option in question.options}
