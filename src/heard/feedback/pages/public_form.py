"""The pages of the public form, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from evidence.journey import CHECK_STEP, KINDS, Binding, Given, Journey, Number, Question, Scope, Step
from evidence.journey import Page as FormPage
from heard.accounts.queries import keeper_of
from heard.campaigns.calling import Watching
from heard.campaigns.models import Form
from heard.campaigns.pages.filming import film_href
from heard.campaigns.pages.reaching import NumberShown, numbers_shown
from heard.campaigns.visiting import Trail
from heard.design.forms import ErrorLine
from heard.design.forms import Form as DesignForm
from heard.design.pages import Page
from heard.design.phones import phone_href
from heard.design.rendering import Brand
from heard.feedback.drafts import Sent
from heard.feedback.filled import FilledPage, said
from heard.feedback.pages.addresses import Addresses
from heard.feedback.pages.asked import Asked, Finder, SectionShown, asked, sections_shown
from heard.feedback.pages.codes import Slip, slip_of
from heard.feedback.pages.told import Card, rows_of
from heard.feedback.warnings import Hint, hints

PROOF, TRAP = "proof", "homepage"
"""Fields of the check of answers that nobody fills in: the answer to a proof of work, and one that nobody sees."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What stands on each page of one form: its name, its number to call, its ways out, its token, and whose it is."""

    form_title: str
    organisation: str
    phone: str
    addresses: Addresses
    token: str = ""
    is_test: bool = False
    can_clear: bool = False
    watching: Watching | None = None
    particulars: tuple[str, ...] = ()

    @property
    def phone_href(self) -> str:
        """The number as a telephone can dial it."""
        return phone_href(self.phone)


@dataclass(frozen=True, kw_only=True)
class PublicFormPage(Page):
    """A page of the public form."""

    around: Around


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


@dataclass(frozen=True, kw_only=True)
class CheckPage(PublicFormPage):
    """All answers, to check before sending."""

    template: ClassVar[str] = "feedback/check.jinja"

    cards: tuple[Card, ...]
    about_form: Card
    add_href: str
    notice: tuple[SectionShown, ...]
    challenge: str


@dataclass(frozen=True, kw_only=True)
class SentPage(PublicFormPage):
    """The form was sent: reference, receipt, what happens next."""

    template: ClassVar[str] = "feedback/sent.jinja"

    sent: Slip
    urgent: tuple[Slip, ...]
    sections: tuple[SectionShown, ...]
    numbers: tuple[NumberShown, ...]
    contact_href: str


@dataclass(frozen=True, kw_only=True)
class TellUsNowPage(PublicFormPage):
    """One line about someone at risk, and a number."""

    template: ClassVar[str] = "feedback/tell_us_now.jinja"

    form: DesignForm
    sections: tuple[SectionShown, ...]
    hints: tuple[Hint, ...]


@dataclass(frozen=True, kw_only=True)
class ToldUsNowPage(PublicFormPage):
    """The line was sent; the form goes on."""

    template: ClassVar[str] = "feedback/told_us_now.jinja"

    sent: Slip
    sections: tuple[SectionShown, ...]
    go_on_href: str


@dataclass(frozen=True, kw_only=True)
class ConfirmPage(PublicFormPage):
    """A question before something is taken out for good."""

    template: ClassVar[str] = "feedback/confirm.jinja"

    sentences: tuple[str, ...]
    lines: tuple[str, ...] = ()
    button: str
    keep_text: str
    keep_href: str


@dataclass(frozen=True, kw_only=True)
class ChoosePage(PublicFormPage):
    """Two ways to go on, neither of which changes anything by being shown."""

    template: ClassVar[str] = "feedback/choose.jinja"

    sentences: tuple[str, ...]
    words: tuple[str, ...] = ()
    go_on_text: str
    go_on_href: str
    other_text: str
    other_action: str


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One field that could not be saved: its name and what was written in it."""

    name: str
    value: str
    rows: int = 4


@dataclass(frozen=True, kw_only=True)
class TroublePage(Page):
    """We could not save: the words stay on the screen, and the button sends them again."""

    template: ClassVar[str] = "feedback/trouble.jinja"

    action: str
    is_post: bool
    words: tuple[Kept, ...]
    others: tuple[Kept, ...]
    phone: str

    @property
    def phone_href(self) -> str:
        """The number as a telephone can dial it."""
        return phone_href(self.phone)


def brand_of(form: Form, addresses: Addresses) -> Brand:
    """Return whose form it is: the name, mark and colour of whoever receives it."""
    organisation = keeper_of(organisation=form.organisation)
    return Brand(
        name=organisation.name,
        href=addresses.landing,
        mark_href=organisation.mark.url if organisation.mark else "",
        accent=organisation.accent_colour,
        film_href=film_href(form.campaign, trail=Trail()),
    )


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


def check_page(*, journey: Journey, around: Around, challenge: str = "") -> CheckPage:
    """Return the check of answers: a card for each piece, and one for the form as a whole.

    `challenge` is the proof of work that the person's browser does meanwhile, as JSON.
    """
    addresses = around.addresses
    has_several = len(journey.pieces) > 1
    once = [given for given in journey.given_once() if given.question.binding is not Binding.ANOTHER]
    whole = [given for given in once if not (has_several and given.question.binding is Binding.CONSENT)]
    before = journey.previous_to(CHECK_STEP)
    return CheckPage(
        title=_("Check your answers before you send them"),
        back_href=addresses.step(before) if before else "",
        around=around,
        cards=tuple(
            _piece_card(journey, piece, number, addresses, has_several=has_several)
            for number, piece in enumerate(journey.pieces, 1)
        ),
        about_form=Card(title=_("You and your choices"), rows=rows_of(whole, addresses, about="", with_warnings=True)),
        add_href=addresses.step(journey.gate, change=True) if journey.gate else "",
        notice=tuple(
            section
            for given in once
            if given.question.kind == "notice" and _stands_by_consent(given.step, once)
            for section in sections_shown(given.question.sections)
        ),
        challenge=challenge,
    )


def _piece_card(journey: Journey, piece: str, number: int, addresses: Addresses, *, has_several: bool) -> Card:
    given = [one for one in journey.given_for(piece) if has_several or one.question.binding is not Binding.CONSENT]
    about = _(", part %(number)s") % {"number": number} if has_several else ""
    return Card(
        title=_("Part %(number)s of what you told us") % {"number": number} if has_several else _("What you told us"),
        rows=rows_of(given, addresses, about=about, with_warnings=True),
        remove_href=addresses.remove(piece) if has_several else "",
    )


def _stands_by_consent(step: Step, once: Iterable[Given]) -> bool:
    return any(one.step == step and one.question.binding is Binding.CONSENT for one in once)


def sent_page(
    *,
    sent: Sent,
    urgent: Iterable[Sent],
    pages: Iterable[FormPage],
    journey: Journey,
    around: Around,
    numbers: Iterable[Number],
) -> SentPage:
    """Return the confirmation, with what happens next as the form's own last page says it."""
    last = [journey.worded_for_first_piece(page) for page in pages if page.scope is Scope.SENT]
    return SentPage(
        title=_("Thank you. We have what you told us"),
        around=around,
        sent=slip_of(sent),
        urgent=tuple(slip_of(one) for one in urgent),
        sections=tuple(
            section for page in last for question in page.questions for section in sections_shown(question.sections)
        ),
        numbers=numbers_shown(numbers),
        contact_href=around.addresses.contact,
    )


def tell_us_now_page(*, form: DesignForm, around: Around, sections: tuple[SectionShown, ...]) -> TellUsNowPage:
    """Return the page of one line and a number."""
    return TellUsNowPage(
        title=_("Tell us now"),
        has_errors=bool(form.errors),
        back_href=around.addresses.start,
        around=around,
        form=form,
        sections=sections,
        hints=hints(),
    )


def told_us_now_page(
    *, sent: Sent, go_on_href: str, around: Around, sections: tuple[SectionShown, ...]
) -> ToldUsNowPage:
    """Return the page that says that the line has arrived."""
    return ToldUsNowPage(
        title=_("We have your message"),
        around=around,
        sent=slip_of(sent),
        sections=sections,
        go_on_href=go_on_href,
    )


def help_sections(pages: Iterable[FormPage]) -> tuple[SectionShown, ...]:
    """Return whom to call at once, as the form's own page says it."""
    return tuple(
        section
        for page in pages
        for question in page.questions
        if question.offers_urgent
        for section in sections_shown(question.sections)
        if section.is_urgent or section.numbers
    )


def help_numbers(pages: Iterable[FormPage]) -> tuple[NumberShown, ...]:
    """Return whom to call at once, each once, without what the form's own page says around it."""
    return tuple(dict.fromkeys(number for section in help_sections(pages) for number in section.numbers))


def clear_page(*, around: Around, keep_href: str, is_sent: bool) -> ConfirmPage:
    """Ask before the answers are erased."""
    if is_sent:
        sentences = (
            _("What you sent stays sent. We only clear this page, so that nobody else here can see your code."),
            _("Write both down first if you want to keep them."),
        )
    else:
        sentences = (
            _("All that you wrote here is erased at once, and nothing is sent."),
            _("You cannot get it back."),
        )
    return ConfirmPage(
        title=_("Do you want to clear your answers?"),
        back_href=keep_href,
        around=around,
        sentences=sentences,
        button=_("Clear my answers"),
        keep_text=_("No, go back"),
        keep_href=keep_href,
    )


def remove_page(*, around: Around, lines: tuple[str, ...], keep_href: str) -> ConfirmPage:
    """Ask before one piece is taken out."""
    return ConfirmPage(
        title=_("Do you want to leave this part out?"),
        back_href=keep_href,
        around=around,
        sentences=(_("It is erased, and the rest stays as it is."),),
        lines=lines,
        button=_("Leave it out"),
        keep_text=_("No, keep it"),
        keep_href=keep_href,
    )


def resume_page(*, around: Around, go_on_href: str) -> ChoosePage:
    """Say that a form was begun here, and ask whether to go on with it."""
    return ChoosePage(
        title=_("You have begun this form"),
        around=around,
        sentences=(
            _("What was written is still here, and has not been sent."),
            _("If it was not you who wrote it, start again: it is then erased."),
        ),
        go_on_text=_("Go on where you were"),
        go_on_href=go_on_href,
        other_text=_("Erase it and start again"),
        other_action=around.addresses.start,
    )


def already_sent_page(*, around: Around, words: tuple[str, ...] = ()) -> ChoosePage:
    """Say that the form was sent, once, offer a new one, and give back words that came too late for it."""
    return ChoosePage(
        title=_("You have already sent this form"),
        around=around,
        sentences=(
            _("It arrived once, and was not sent again."),
            _("It cannot be changed any more. You can tell us more in a new form."),
        ),
        words=words,
        go_on_text=_("See your reference and code"),
        go_on_href=around.addresses.sent,
        other_text=_("Start a new form"),
        other_action=around.addresses.start,
    )


def trouble_page(
    *, action: str, is_post: bool, posted: Mapping[str, list[str]], phone: str, texts: frozenset[str]
) -> TroublePage:
    """Return the page for when we could not save: it holds all that was sent, and sends it again."""
    every = [Kept(name=name, value=value) for name, values in posted.items() for value in values]
    shown = [
        one
        for one in every
        if one.value and one.name not in {PROOF, TRAP} and (one.name in texts or _reads_like_words(one))
    ]
    return TroublePage(
        title=_("Sorry, we could not save that") if is_post else _("Sorry, we cannot show that page just now"),
        action=action,
        is_post=is_post,
        words=tuple(Kept(name=one.name, value=one.value, rows=min(20, 3 + len(one.value) // 60)) for one in shown),
        others=tuple(one for one in every if one not in shown),
        phone=phone,
    )


def _reads_like_words(kept: Kept) -> bool:
    return " " in kept.value.strip() or len(kept.value) > 100


def text_fields(page: FormPage) -> frozenset[str]:
    """Return the fields of a page that hold words of the person's own."""
    return frozenset(
        name
        for question in page.questions
        if KINDS[question.kind].is_free_text or question.kind == "contact"
        for name in KINDS[question.kind].fields(question.slug)
        if not (question.kind in {"when", "service"} and name == question.slug)
    )
