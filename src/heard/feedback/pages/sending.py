"""The check of answers before they are sent, and the confirmation after."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from evidence.journey import CHECK_STEP, Binding, Given, Journey, Number, Scope, Step
from evidence.journey import Page as FormPage
from heard.campaigns.pages.reaching import NumberShown, numbers_shown
from heard.feedback.drafts import Sent
from heard.feedback.pages.addresses import Addresses
from heard.feedback.pages.asked import SectionShown, sections_shown
from heard.feedback.pages.codes import Slip, slip_of
from heard.feedback.pages.form import Around, PublicFormPage
from heard.feedback.pages.told import Card, rows_of

PROOF, TRAP = "proof", "homepage"
"""Fields of the check of answers that nobody fills in: the answer to a proof of work, and one that nobody sees."""


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
