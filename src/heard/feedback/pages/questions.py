"""The public form's pages of questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from evidence.journey import KINDS, Binding, Journey, Question, Scope, Step
from evidence.journey import Page as FormPage
from heard.design.forms import ErrorLine
from heard.design.forms import Form as DesignForm
from heard.feedback.filled import FilledPage, said
from heard.feedback.pages.addresses import Addresses
from heard.feedback.pages.asked import Asked, Finder, SectionShown, asked, sections_shown
from heard.feedback.pages.form import Around, PublicFormPage
from heard.feedback.warnings import Hint, hints


@dataclass(frozen=True, kw_only=True)
class Urgent:
    """The offer to tell us now: its form and where it is sent."""

    form: DesignForm
    action: str


@dataclass(frozen=True, kw_only=True)
class QuestionPage(PublicFormPage):
    """One page of questions."""

    template: ClassVar[str] = "feedback/question.jinja"

    caption: str
    intro: str
    questions: tuple[Asked, ...]
    error_lines: tuple[ErrorLine, ...] = ()
    button: str
    urgent: Urgent | None = None
    leave_out_href: str = ""
    stop_href: str = ""
    can_save: bool = False
    come_back_href: str = ""
    hints: tuple[Hint, ...] = ()
    keeping: tuple[SectionShown, ...] = ()
    """How what is told is kept, and the limits of that: above the first words that are asked for."""

    @property
    def has_own_heading(self) -> bool:
        """Whether the page's title stands above its questions, and is none of them."""
        return not any(question.is_heading for question in self.questions)


def question_page(
    *,
    filled: FilledPage,
    step: Step,
    journey: Journey,
    around: Around,
    finder: Finder,
    urgent: Urgent | None,
    is_change: bool,
) -> QuestionPage:
    """Return a page of questions, with what is wrong where something is."""
    page = filled.page
    alone = len(page.questions) == 1
    questions = tuple(asked(question, filled, finder, is_heading=alone) for question in page.questions)
    places = {question.id: question.first_field for question in questions}
    is_after = page.scope is Scope.AFTER
    is_beginning = step == journey.first and not is_change
    return QuestionPage(
        title=questions[0].label if alone else page.title,
        has_errors=bool(filled.problems),
        back_href=_back(step, journey, around.addresses, is_change=is_change, is_after=is_after),
        around=around,
        caption=page.caption,
        intro=page.intro,
        questions=questions,
        error_lines=tuple(
            ErrorLine(text=said(one), href=f"#{places.get(one.field_name, one.field_name)}") for one in filled.problems
        ),
        button=_button(page),
        urgent=urgent,
        leave_out_href=_leave_out(step, journey, around.addresses) if page.scope is Scope.FURTHER else "",
        stop_href=around.addresses.sent if is_after else "",
        can_save=around.can_clear and not is_after and not is_beginning,
        come_back_href=around.addresses.come_back if is_beginning and not is_after else "",
        hints=hints() if urgent or text_fields(page) else (),
        keeping=_keeping(step, journey) if any(one.binding is Binding.WORDS for one in page.questions) else (),
    )


def notices_by_consent(pages: Iterable[FormPage]) -> tuple[Question, ...]:
    """Return the notices that stand above the choice of recipients, as the form has them."""
    for page in pages:
        if any(question.binding is Binding.CONSENT for question in page.questions):
            return tuple(question for question in page.questions if question.kind == "notice")
    return ()


def text_fields(page: FormPage) -> frozenset[str]:
    """Return the fields of a page that hold words of the person's own."""
    return frozenset(
        name
        for question in page.questions
        if KINDS[question.kind].is_free_text or question.kind == "contact"
        for name in KINDS[question.kind].fields(question.slug)
        if not (question.kind in {"when", "service"} and name == question.slug)
    )


def _keeping(step: Step, journey: Journey) -> tuple[SectionShown, ...]:
    """Return what is said before the words of the first piece; for another piece it was said before."""
    if step.piece != (*journey.pieces, step.piece)[0]:
        return ()
    return tuple(part for one in notices_by_consent(journey.pages) for part in sections_shown(one.sections))


def _button(page: FormPage) -> str:
    """Name the button; beside an offer to send something else it says that it sends nothing."""
    return _("Go on with the form") if any(one.offers_urgent for one in page.questions) else _("Continue")


def _back(step: Step, journey: Journey, addresses: Addresses, *, is_change: bool, is_after: bool) -> str:
    if is_change:
        return addresses.check
    before = journey.previous_to(step)
    if before is None:
        return "" if is_after else addresses.landing
    return addresses.step(before)


def _leave_out(step: Step, journey: Journey, addresses: Addresses) -> str:
    """Return the way out for someone who has nothing more to tell after all."""
    if step.piece in journey.pieces:
        return addresses.remove(step.piece)
    return addresses.step(journey.gate) if journey.gate else addresses.check
