"""A form's questions laid out on paper: numbered, with what a screen would skip said in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from evidence.journey import Binding, Option, Page, Question, Scope, Section
from evidence.journey.conditions import AllOf, Condition, Is
from evidence.journey.kinds import YesNo
from heard.places.models import ServiceKind


@dataclass(frozen=True, kw_only=True)
class SheetQuestion:
    """One question on paper: its number, and for whom it is, in words (empty where it is for everyone).

    `is_further` is whether it is asked again for each further piece, under the same number.
    """

    number: int
    question: Question
    scope: Scope
    only_if: str = ""
    is_further: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetNotice:
    """Something to read between questions, and for whom it is."""

    title: str
    sections: tuple[Section, ...]
    only_if: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A whole paper form. `notice` is what is said before the words; `next` what happens when it has come."""

    notice_version: str
    notice: tuple[Section, ...]
    help: tuple[Section, ...]
    parts: tuple[SheetQuestion | SheetNotice, ...]
    equality: tuple[SheetQuestion, ...]
    next: tuple[SheetNotice, ...]

    @property
    def questions(self) -> tuple[SheetQuestion, ...]:
        """The questions of the first piece and of the form as a whole."""
        return tuple(part for part in self.parts if isinstance(part, SheetQuestion))

    @property
    def further(self) -> tuple[SheetQuestion, ...]:
        """The questions that are asked again for each further piece."""
        return tuple(part for part in self.questions if part.is_further)


def sheet_of(pages: Iterable[Page]) -> Sheet:
    """Return a form's pages as one sheet, in the order and the words in which they are asked."""
    return _Layout(tuple(pages)).sheet()


class _Layout:
    """Numbers the questions as they come, so that a condition can name those before it."""

    def __init__(self, pages: tuple[Page, ...]) -> None:
        self.pages = pages
        self.numbered: dict[str, SheetQuestion] = {}
        self.parts: list[SheetQuestion | SheetNotice] = []
        self.notice: list[Question] = []
        self.help: list[Section] = []
        self.equality: list[SheetQuestion] = []

    def sheet(self) -> Sheet:
        for page in self.pages:
            if page.scope in {Scope.ONCE, Scope.PIECE}:
                self._before_sending(page)
        for page in self.pages:
            if page.scope is Scope.AFTER:
                self._after_sending(page)
        return Sheet(
            notice_version=next((question.version for question in self.notice), ""),
            notice=tuple(section for question in self.notice for section in question.sections),
            help=tuple(self.help),
            parts=tuple(self.parts),
            equality=tuple(self.equality),
            next=tuple(self._next()),
        )

    def _before_sending(self, page: Page) -> None:
        has_consent = any(question.binding is Binding.CONSENT for question in page.questions)
        for question in page.questions:
            if question.kind == "notice":
                self._read(page, question, is_first=has_consent)
            elif question.binding is not Binding.ANOTHER:
                self.parts.append(self._numbered(page, question))

    def _read(self, page: Page, question: Question, *, is_first: bool) -> None:
        if is_first:
            self.notice.append(question)
        elif question.offers_urgent:
            self.help += [section for section in question.sections if section.is_urgent]
        else:
            only_if = self._sentence(_("Read this if %(condition)s."), page.show_when, question.show_when)
            self.parts.append(SheetNotice(title=question.label, sections=question.sections, only_if=only_if))

    def _after_sending(self, page: Page) -> None:
        for question in page.questions:
            if question.binding is Binding.EQUALITY:
                self.equality.append(self._numbered(page, question))

    def _numbered(self, page: Page, question: Question) -> SheetQuestion:
        made = SheetQuestion(
            number=len(self.numbered) + 1,
            question=replace(question, options=tuple(map(self._option, _options(question))), variants=()),
            scope=page.scope,
            only_if=self._sentence(_("Answer this only if %(condition)s."), page.show_when, question.show_when),
            is_further=page.scope is Scope.PIECE and bool(page.repeat),
        )
        self.numbered[question.slug] = made
        return made

    def _option(self, option: Option) -> Option:
        only_if = self._sentence(_("Only if %(condition)s."), option.show_when)
        hint = ". ".join(words.rstrip(".") for words in (option.hint, only_if) if words)
        return replace(option, label=_(option.label), hint=hint)

    def _next(self) -> Iterable[SheetNotice]:
        for page in self.pages:
            if page.scope is not Scope.SENT:
                continue
            for question in page.questions:
                for section in question.sections:
                    only_if = self._sentence(_("If %(condition)s:"), section.show_when)
                    yield SheetNotice(title=section.heading, sections=(section,), only_if=only_if)

    def _sentence(self, sentence: str, *conditions: Condition) -> str:
        words = self._said(AllOf(conditions))
        return sentence % {"condition": words} if words else ""

    def _said(self, condition: Condition) -> str:
        """Return a condition in words; what depends on no question of the sheet is left out."""
        if isinstance(condition, Is):
            return self._asked(condition)
        joined = _(" and ") if isinstance(condition, AllOf) else _(" or ")
        parts = [words for one in condition.conditions if (words := self._said(one))]
        return joined.join(dict.fromkeys(parts))

    def _asked(self, condition: Is) -> str:
        asked = self.numbered.get(condition.question)
        if asked is None:
            return ""
        names = {"number": asked.number, "answers": _listed(_labels(asked.question, condition))}
        if condition.part:
            if condition.negated:
                return _("the service at question %(number)s is none of these: %(answers)s") % names
            return _("the service at question %(number)s is one of these: %(answers)s") % names
        if condition.negated:
            return _("you did not choose %(answers)s at question %(number)s") % names
        return _("you chose %(answers)s at question %(number)s") % names


def _options(question: Question) -> tuple[Option, ...]:
    return YesNo().options(question) if question.kind == "yes_no" else question.options


def _labels(question: Question, condition: Is) -> list[str]:
    if condition.part:
        kinds: Mapping[str, str] = {value: str(label) for value, label in ServiceKind.choices}
        return [kinds[value] for value in kinds if value in condition.values]
    return [_("“%(answer)s”") % {"answer": one.label} for one in question.options if one.value in condition.values]


def _listed(labels: list[str]) -> str:
    if len(labels) < 2:
        return "".join(labels)
    return _("%(several)s or %(last)s") % {"several": ", ".join(labels[:-1]), "last": labels[-1]}
