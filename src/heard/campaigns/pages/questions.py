"""Pages about the questions of a form: all of them in order, the words of one page, a new one, and taking one out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.journey import Binding, Page, Question, Scope, Section
from heard.campaigns import links
from heard.campaigns.arriving import Trail
from heard.campaigns.forms.questions import KINDS, AddQuestionForm, WordsForm, WordsGroup
from heard.campaigns.models import Form, QuestionSet
from heard.campaigns.models import Question as QuestionRow
from heard.campaigns.pages.asking import AskPage, ConfirmPage, ask_page
from heard.campaigns.pages.shown import Row, StateTag, campaign_href, columns, questions_href
from heard.campaigns.preview import preview_token
from heard.campaigns.questions.saying import questions_by_slug, said
from heard.design import pages as design
from heard.design.dates import said_moment
from heard.design.tables import Cell, Column


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    """An answer of a list, or one line of a notice; a heading stands above what follows it."""

    text: str
    is_heading: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionCard:
    """One question or notice: its words, how it is answered and when, and its answers or lines under a summary."""

    key: str
    label: str
    hint: str
    how: str
    summary: str
    lines: tuple[NoticeLine, ...]
    remove_href: str


@dataclass(frozen=True, kw_only=True)
class PageCard:
    """One page of the form, when it is asked, and its questions; `again` names pages whose questions it repeats."""

    title: str
    when: str
    again: str
    words_href: str
    questions: tuple[QuestionCard, ...]


@dataclass(frozen=True, kw_only=True)
class PagesGroup:
    """Pages asked in one part of the form."""

    title: str
    pages: tuple[PageCard, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionsPage(design.Page):
    """The questions of a form as they stand, and the versions there have been."""

    template: ClassVar[str] = "campaigns/questions.jinja"

    caption: str
    state: str
    preview_href: str
    add_href: str
    groups: tuple[PagesGroup, ...]
    version_columns: tuple[Column, ...]
    versions: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class WordsPage(design.Page):
    """The words of one page of a form, each a field; `warning` says what saving does once the questions are fixed."""

    template: ClassVar[str] = "campaigns/words.jinja"

    caption: str
    form: WordsForm
    groups: tuple[WordsGroup, ...]
    fills: str
    warning: str
    confirm: str
    button: str


@dataclass(frozen=True, kw_only=True)
class FixedPage(design.Page):
    """Why nothing can be added or taken out any more, and what can be done."""

    template: ClassVar[str] = "campaigns/questions_fixed.jinja"

    sentences: tuple[str, ...]
    back_text: str


def questions_page(
    *,
    form: Form,
    question_set: QuestionSet,
    versions: Iterable[QuestionSet],
    pages: Sequence[Page],
    added: frozenset[str],
    can_change: bool,
) -> QuestionsPage:
    """Return a form's questions, with what may be changed where the reader may change it."""
    is_fixed = question_set.frozen_at is not None
    shown = _Shown(form, pages, added=added if can_change and not is_fixed else frozenset(), can_change=can_change)
    parts = {
        _("Before people send the form"): (Scope.ONCE, Scope.PIECE, Scope.FURTHER),
        _("After they have sent it"): (Scope.AFTER,),
        _("What the last page says"): (Scope.SENT,),
    }
    groups = (
        PagesGroup(title=title, pages=tuple(shown.page(page) for page in pages if page.scope in scopes))
        for title, scopes in parts.items()
    )
    preview = Trail(preview=preview_token(campaign_id=form.campaign_id))
    return QuestionsPage(
        title=_("Questions of “%(form)s”") % {"form": form.title},
        back_href=campaign_href(form.campaign),
        caption=_("%(campaign)s: %(organisation)s")
        % {"campaign": form.campaign.title, "organisation": form.organisation.name},
        state=_state(question_set, can_change=can_change),
        preview_href=links.form_path(form.campaign, form_slug=form.slug, trail=preview),
        add_href=_at("add_question", form) if can_change and not is_fixed else "",
        groups=tuple(group for group in groups if group.pages),
        version_columns=columns(_("Version"), _("Made on"), _("Fixed on"), _("State")),
        versions=tuple(_version_row(one, current=question_set) for one in versions),
    )


def words_page(*, form: Form, question_set: QuestionSet, page_title: str, answers: WordsForm) -> WordsPage:
    """Return the words of one page of the form."""
    is_fixed = question_set.frozen_at is not None
    numbers = {"now": question_set.version, "next": question_set.version + 1}
    has_places = any("{" in place.words for _row, place in answers.places.values())
    return WordsPage(
        title=_("Change the words of “%(page)s”") % {"page": page_title},
        has_errors=bool(answers.errors),
        back_href=questions_href(form.campaign, form),
        caption=form.title,
        form=answers,
        groups=answers.groups,
        fills=_("Names go where {organisation}, {campaign} or {phone} stands. Leave those as they are.")
        if has_places
        else "",
        warning=_("These questions are fixed. Saving makes version %(next)s.") % numbers if is_fixed else "",
        confirm=_(
            "Whoever began under version %(now)s finishes under it. Mend words only: a question that comes to mean"
            " something else spoils the comparison with the answers that are there."
        )
        % numbers,
        button=_("Save as version %(next)s") % numbers if is_fixed else _("Save"),
    )


def add_page(*, form: Form, answers: AddQuestionForm) -> AskPage:
    """Return the page on which a question is added."""
    return ask_page(
        title=_("Add a question"),
        form=answers,
        button=_("Add the question"),
        back_href=questions_href(form.campaign, form),
        sentences=(
            _("It gets a page of its own. You can change its words, or take it out, until the campaign opens."),
        ),
    )


def remove_page(*, form: Form, question: QuestionRow) -> ConfirmPage:
    """Return what a manager reads before a question is taken out."""
    return ConfirmPage(
        title=_("Remove “%(question)s”") % {"question": question.data["label"]},
        sentences=(_("Nobody will be asked this. You can add it again until the campaign opens."),),
        button=_("Remove the question"),
        is_warning=True,
        back_href=questions_href(form.campaign, form),
    )


def fixed_page(*, form: Form, title: str) -> FixedPage:
    """Return why no question can be added or taken out once the campaign has opened."""
    return FixedPage(
        title=title,
        back_href=questions_href(form.campaign, form),
        sentences=(
            _("The campaign has opened, so everyone is asked the same. No question can be added or removed."),
            _("You can still change words, which makes a new version."),
        ),
        back_text=_("See the questions"),
    )


class _Shown:
    """Turns pages and questions of a form into what a manager is shown of them."""

    def __init__(self, form: Form, pages: Sequence[Page], *, added: frozenset[str], can_change: bool) -> None:
        self._form = form
        self._pages = pages
        self._questions = questions_by_slug(pages)
        self._added = added
        self._can_change = can_change

    def page(self, page: Page) -> PageCard:
        is_further = page.scope is Scope.FURTHER
        again = [one.title for one in self._pages if one.repeat and one.repeat == page.slug]
        return PageCard(
            title=page.title,
            when=self._when(page),
            again=_("Asks again: %(pages)s") % {"pages": "; ".join(again)} if again else "",
            words_href=_at("words", self._form, page.slug) if self._can_change else "",
            questions=() if is_further else tuple(self._question(question) for question in page.questions),
        )

    def _when(self, page: Page) -> str:
        condition = said(page.show_when, self._questions)
        return (
            _("%(asked)s, if %(condition)s") % {"asked": _asked(page), "condition": condition}
            if condition
            else _asked(page)
        )

    def _question(self, question: Question) -> QuestionCard:
        is_notice = question.kind == "notice"
        options = tuple(NoticeLine(text=option.label) for option in question.options)
        answers = ngettext("%(count)s answer", "%(count)s answers", len(options)) % {"count": len(options)}
        return QuestionCard(
            key=_("Notice") if is_notice else _("Question"),
            label=question.label,
            hint=question.hint,
            how=self._how(question),
            summary=_("What it says") if is_notice else (answers if options else ""),
            lines=options or tuple(line for section in question.sections for line in _lines(section)),
            remove_href=_at("remove_question", self._form, question.slug)
            if question.slug in self._added and question.binding is Binding.NONE
            else "",
        )

    def _how(self, question: Question) -> str:
        condition = said(question.show_when, self._questions)
        parts = (
            _kind(question),
            ""
            if question.kind == "notice"
            else (_("must be answered") if question.required else _("may be left empty")),
            _("only if %(condition)s") % {"condition": condition} if condition else "",
        )
        return "; ".join(part for part in parts if part)


def _at(name: str, form: Form, *more: str) -> str:
    return reverse(f"campaigns:{name}", args=[form.campaign.slug, form.slug, *more])


def _asked(page: Page) -> str:
    if page.scope is Scope.PIECE:
        return _("For each piece of feedback") if page.repeat else _("For the first piece of feedback")
    return {
        Scope.ONCE: _("Once"),
        Scope.FURTHER: _("For each further piece of feedback"),
        Scope.AFTER: _("Once, after sending"),
        Scope.SENT: _("Once, after sending"),
    }[page.scope]


def _kind(question: Question) -> str:
    others = {
        "when": _("A time, as well as they remember it"),
        "service": _("A service, looked up by name or place"),
        "contact": _("A name, an e-mail address or a phone number"),
        "notice": _("A notice: nothing to answer"),
    }
    return others.get(question.kind) or str(KINDS[question.kind])


def _lines(section: Section) -> Iterable[NoticeLine]:
    if section.heading:
        yield NoticeLine(text=section.heading, is_heading=True)
    yield from (NoticeLine(text=text) for text in (*section.paragraphs, *section.points))
    if section.numbers_from:
        yield NoticeLine(text=_("Whom to call, from the list of urgent contacts, by day or by night"))
    for number in section.numbers:
        yield NoticeLine(text=": ".join(part for part in (number.name, number.phone, number.note) if part))


def _state(question_set: QuestionSet, *, can_change: bool) -> str:
    if question_set.frozen_at is None:
        return _("The campaign is in preparation. These questions are fixed when it opens.")
    if can_change:
        return _("These questions are fixed. You can still change words, which makes a new version.")
    return _("These questions are fixed.")


def _version_row(version: QuestionSet, *, current: QuestionSet) -> Row:
    is_current = version.pk == current.pk
    fixed = said_moment(version.frozen_at) if version.frozen_at else _("Not yet")
    state = StateTag(text=_("In use"), tone="good") if is_current else StateTag(text=_("Earlier"), tone="")
    if is_current and not version.frozen_at:
        state = StateTag(text=_("In preparation"), tone="info")
    return (
        Cell(text=str(version.version)),
        Cell(text=said_moment(version.created_at)),
        Cell(text=fixed),
        state,
    )
