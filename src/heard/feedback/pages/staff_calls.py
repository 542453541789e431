"""Pages on which staff enter what a caller says: what to read out, each question, the check, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from evidence.journey import CHECK_STEP, Answers, Journey, Scope, Step
from evidence.journey import Page as FormPage
from evidence.journey.conditions import ALWAYS
from heard.campaigns.models import Form
from heard.design.forms import Form as DesignForm
from heard.design.pages import Page
from heard.feedback.drafts import Sent
from heard.feedback.filled import FilledPage
from heard.feedback.models import Channel, Enquiry, Entry, EqualityAsked
from heard.feedback.pages.addresses import Addresses
from heard.feedback.pages.asked import Finder, SectionShown, sections_shown
from heard.feedback.pages.codes import Slip, slip_of
from heard.feedback.pages.form import Around
from heard.feedback.pages.questions import QuestionPage, notices_by_consent, question_page
from heard.feedback.pages.sending import CheckPage, check_page
from heard.feedback.pages.staff_entry import begun_at, kept_until
from heard.feedback.pages.urgent import help_sections


@dataclass(frozen=True, kw_only=True)
class EntryAddresses(Addresses):
    """The addresses of one entry's pages, in place of those of the form that everyone may fill in."""

    entry: int

    @property
    def services(self) -> str:
        """Where services are looked up while someone types: as on the public form."""
        return reverse("feedback:service_search", args=[self.campaign, self.form])

    @property
    def give_up(self) -> str:
        """Where the entry is erased."""
        return self._at("give_up")

    @property
    def come_back(self) -> str:
        """Nowhere: what staff enter is not saved under a code of the person's own."""
        return ""

    def _at(self, name: str, *more: str) -> str:
        return reverse(f"feedback:entry_{name}", args=[self.entry, *more])


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a person is told before their words: the version and the parts, word for word."""

    version: str
    sections: tuple[SectionShown, ...]


@dataclass(frozen=True, kw_only=True)
class ScriptPage(Page):
    """What to read out at the start of a call, and the box that says it was; nothing is kept before that."""

    template: ClassVar[str] = "feedback/call_script.jinja"

    form: DesignForm
    organisation: str
    form_title: str
    notice: Notice
    help: tuple[SectionShown, ...]
    after: tuple[SectionShown, ...]
    enquiry_href: str
    enquiry: str


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What stands beside each question of a call: whose it is, until when it is kept, and whom to call."""

    form_title: str
    begun: str
    kept_until: str
    help: tuple[SectionShown, ...]
    notice: Notice
    give_up_href: str
    is_test: bool


@dataclass(frozen=True, kw_only=True)
class CallQuestionPage(Page):
    """One page of questions to read out, as the caller would see it."""

    template: ClassVar[str] = "feedback/call_question.jinja"

    shown: QuestionPage
    beside: Beside


@dataclass(frozen=True, kw_only=True)
class CallCheckPage(Page):
    """All answers, to read back before they are sent, with a note of the enterer's own."""

    template: ClassVar[str] = "feedback/call_check.jinja"

    shown: CheckPage
    beside: Beside
    form: DesignForm


@dataclass(frozen=True, kw_only=True)
class EntrySentPage(Page):
    """What was entered is in: the code to give, and the equality questions where the person may be asked."""

    template: ClassVar[str] = "feedback/entry_sent.jinja"

    sent: Slip
    after: tuple[SectionShown, ...]
    form: DesignForm
    equality_href: str
    equality: str
    is_letter: bool
    next_href: str
    next_text: str


@dataclass(frozen=True, kw_only=True)
class EntryConfirmPage(Page):
    """A question before something that was entered is erased."""

    template: ClassVar[str] = "feedback/entry_confirm.jinja"

    sentences: tuple[str, ...]
    lines: tuple[str, ...] = ()
    button: str
    keep_text: str
    keep_href: str


@dataclass(frozen=True, kw_only=True)
class EntryGonePage(Page):
    """An entry cannot go on: its day is over, or it was sent."""

    template: ClassVar[str] = "feedback/entry_gone.jinja"

    sentences: tuple[str, ...]
    words: tuple[str, ...] = ()
    turn_href: str
    turn_text: str


def addresses_of(entry: Entry) -> EntryAddresses:
    """Return where an entry's pages are."""
    return EntryAddresses(campaign=entry.form.campaign.slug, form=entry.form.slug, entry=entry.pk)


def notice_of(pages: Iterable[FormPage]) -> Notice:
    """Return the notice that stands above the choice of recipients, as the form has it."""
    notices = notices_by_consent(pages)
    return Notice(
        version=next((question.version for question in notices), ""),
        sections=tuple(part for question in notices for part in sections_shown(question.sections)),
    )


def after_sending(pages: Iterable[FormPage]) -> tuple[SectionShown, ...]:
    """Return what happens next in the form's own words, as far as it is the same for everyone."""
    return tuple(
        part
        for page in pages
        if page.scope is Scope.SENT
        for question in page.questions
        for part in sections_shown(tuple(one for one in question.sections if one.show_when == ALWAYS))
    )


def script_page(*, form: Form, pages: tuple[FormPage, ...], asked: DesignForm, enquiry: Enquiry | None) -> ScriptPage:
    """Return what is read out before a call is entered."""
    return ScriptPage(
        title=_("Take a call"),
        has_errors=bool(asked.errors),
        back_href=reverse("feedback:entry"),
        form=asked,
        organisation=form.organisation.name,
        form_title=f"{form.campaign.title}: {form.title}",
        notice=notice_of(pages),
        help=help_sections(pages),
        after=after_sending(pages),
        enquiry_href=reverse("feedback:enquiry_new"),
        enquiry=_("This call began as an enquiry. It is linked to the feedback once you send it.") if enquiry else "",
    )


def call_question_page(
    *,
    entry: Entry,
    filled: FilledPage,
    step: Step,
    journey: Journey,
    pages: tuple[FormPage, ...],
    finder: Finder,
    is_change: bool,
) -> CallQuestionPage:
    """Return a page of questions as the caller would see it, with what is wrong where something is."""
    addresses = addresses_of(entry)
    shown = question_page(
        filled=filled,
        step=step,
        journey=journey,
        around=_around(entry, addresses),
        finder=finder,
        urgent=None,
        is_change=is_change,
    )
    is_first = step == journey.first
    return CallQuestionPage(
        title=shown.title,
        has_errors=shown.has_errors,
        back_href=reverse("feedback:entry") if is_first else shown.back_href,
        shown=shown,
        beside=_beside(entry, pages, addresses),
    )


def call_check_page(*, entry: Entry, journey: Journey, pages: tuple[FormPage, ...], form: DesignForm) -> CallCheckPage:
    """Return all answers, to read back."""
    addresses = addresses_of(entry)
    before = journey.previous_to(CHECK_STEP)
    return CallCheckPage(
        title=_("Read the answers back"),
        has_errors=bool(form.errors),
        back_href=addresses.step(before) if before else "",
        shown=check_page(journey=journey, around=_around(entry, addresses)),
        beside=_beside(entry, pages, addresses),
        form=form,
    )


def entry_sent_page(
    *, entry: Entry, sent: Sent, pages: tuple[FormPage, ...], form: DesignForm, was_asked: bool
) -> EntrySentPage:
    """Return what came of an entry: its reference, its code, and what is left to say of it.

    `was_asked` is whether the equality questions were put to the person.
    """
    addresses = addresses_of(entry)
    after = Journey(pages, Answers(), is_sent=True).path
    known = entry.equality or (EqualityAsked.ASKED if was_asked else "")
    return EntrySentPage(
        title=_("It is in"),
        has_errors=bool(form.errors),
        back_href=reverse("feedback:entry"),
        sent=slip_of(sent),
        after=after_sending(pages),
        form=form,
        equality_href=addresses.step(after[0]) if after and not known else "",
        equality=str(EqualityAsked(known).label) if known else "",
        is_letter=entry.channel != Channel.PHONE,
        next_href=reverse(
            "feedback:call" if entry.channel == Channel.PHONE else "feedback:written",
            args=[entry.form.campaign.slug, entry.form.slug],
        ),
        next_text=_("Take another call") if entry.channel == Channel.PHONE else _("Enter the next one"),
    )


def give_up_page(*, entry: Entry) -> EntryConfirmPage:
    """Ask before an entry is erased."""
    return EntryConfirmPage(
        title=_("Do you want to erase this entry?"),
        back_href=reverse("feedback:entry"),
        sentences=(
            _("All that was entered is erased at once, and nothing is sent."),
            _("Do this when the person does not agree to go on, or when it was begun by mistake."),
        ),
        button=_("Erase it"),
        keep_text=_("No, keep it"),
        keep_href=reverse("feedback:entry"),
    )


def remove_piece_page(*, lines: tuple[str, ...], keep_href: str) -> EntryConfirmPage:
    """Ask before one piece is taken out."""
    return EntryConfirmPage(
        title=_("Do you want to leave this part out?"),
        back_href=keep_href,
        sentences=(_("It is erased, and the rest stays as it is."),),
        lines=lines,
        button=_("Leave it out"),
        keep_text=_("No, keep it"),
        keep_href=keep_href,
    )


def entry_gone_page(*, words: tuple[str, ...] = ()) -> EntryGonePage:
    """Say that an entry's day is over, and give back what was just written."""
    return EntryGonePage(
        title=_("This entry is no longer here"),
        sentences=(_("What is entered and not sent is kept for one day, and then erased. Nothing was sent."),),
        words=words,
        turn_href=reverse("feedback:entry"),
        turn_text=_("Begin again"),
    )


def _around(entry: Entry, addresses: EntryAddresses) -> Around:
    return Around(
        form_title=entry.form.title,
        organisation=entry.form.organisation.name,
        phone=entry.form.campaign.contact_phone,
        addresses=addresses,
        is_test=entry.form.campaign.is_preparing,
    )


def _beside(entry: Entry, pages: tuple[FormPage, ...], addresses: EntryAddresses) -> Beside:
    return Beside(
        form_title=f"{entry.form.campaign.title}: {entry.form.title}",
        begun=begun_at(entry),
        kept_until=kept_until(entry),
        help=help_sections(pages),
        notice=notice_of(pages),
        give_up_href=addresses.give_up,
        is_test=entry.form.campaign.is_preparing,
    )
