"""Save and finish later: the code of a form that was not sent yet, and the way back to it on any device."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate

from evidence.journey import Page as FormPage
from evidence.journey import Step
from heard.design.cookies import named
from heard.feedback import filled as filling
from heard.feedback.actions import drafting, saving
from heard.feedback.drafts import LIFETIME, new_secret
from heard.feedback.filled import FilledPage
from heard.feedback.forms.coming_back import ComeBackForm
from heard.feedback.pages.addresses import Addresses
from heard.feedback.pages.codes import what_is_wrong
from heard.feedback.pages.saving import come_back_page, nothing_saved, saved_page
from heard.feedback.passes import COOKIE_NAME, Pass
from heard.feedback.passes import LIFETIME as PASS_LIFETIME
from heard.feedback.queries.forms import NoDraft, open_draft, services_by_code
from heard.feedback.queries.saved import NothingSaved, Waiting, is_saved, waiting_form
from heard.feedback.receipts import NotAReceipt, parse
from heard.feedback.saved import code_of
from heard.feedback.views.sittings import (
    Begun,
    Sitting,
    give_cookie,
    going_on,
    see_other,
    sitting,
    with_secret,
    writing,
)

LATER = "later"
"""The name of the button that saves the form for later."""


def leave(seat: Begun, step: Step, asked: FormPage, *, show: Callable[[FilledPage], HttpResponse]) -> HttpResponse:
    """Keep what can be kept of a page, and save the form for later; empty answers are no mistake now.

    Where something was written that cannot be kept, the page says what, and nothing is lost.
    """
    services = services_by_code(codes=filling.codes_in(asked, seat.posted))
    filled = filling.from_sent(asked, seat.posted, today=localdate(seat.now), services=services)
    if filling.cannot_keep(filled):
        return show(filled)
    values, _wants_another = filling.without_the_wish(asked, filled.values)
    if values:
        drafting.store_answers(secret=seat.secret, values=values, piece=step.piece, now=seat.now)
    saving.save_for_later(secret=seat.secret, now=seat.now)
    return see_other(seat.addresses.saved)


@writing
def saved(seat: Begun) -> HttpResponse:
    """Save the form for later, or show its code again."""
    if seat.request.method == "POST":
        saving.save_for_later(secret=seat.secret, now=seat.now)
        return see_other(seat.addresses.saved)
    if not is_saved(secret=seat.secret):
        return see_other(seat.onward)
    drawn = saved_page(
        around=seat.around,
        code=code_of(seat.secret),
        gone_at=seat.opened.draft.updated_at + LIFETIME,
        go_on_href=seat.onward,
    )
    return seat.show(drawn)


@going_on
def my_page(seat: Begun) -> HttpResponse:
    """Open the page behind the code of a form that was just sent here, without its code being typed."""
    sent = seat.opened.contents.sent
    if seat.request.method != "POST" or sent is None:
        return see_other(seat.onward)
    response = see_other(reverse("casework:my_feedback"))
    response.set_cookie(
        named(COOKIE_NAME, is_secure=settings.SESSION_COOKIE_SECURE),
        Pass(receipt=sent.receipt).as_cookie(now=seat.now),
        max_age=PASS_LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@sitting
def come_back(seat: Sitting) -> HttpResponse:
    """Ask for the code of a saved form, and open it here; a form that was begun here is not left unasked."""
    if seat.request.method != "POST":
        return _ask(seat)
    form = ComeBackForm(seat.request.POST)
    if not form.is_valid():
        return _show(seat, form)
    try:
        waiting = waiting_form(code=parse(form.cleaned_data["code"]), now=seat.now)
    except NotAReceipt as refusal:
        form.add_error("code", what_is_wrong(refusal))
        return _show(seat, form)
    except NothingSaved:
        form.add_error("code", nothing_saved())
        return _show(seat, form)
    if _would_leave(seat, waiting) and not form.cleaned_data["instead"]:
        return _show(seat, ComeBackForm(initial={"code": form.data["code"], "instead": "1"}), warns=True)
    return _open(seat, waiting)


def _ask(seat: Sitting) -> HttpResponse:
    """Show the page; where there is no cookie yet it brings one, so that no other site can enter a code for anyone."""
    if seat.secret is not None:
        return _show(seat, ComeBackForm())
    secret = new_secret()
    return give_cookie(_show(with_secret(seat, secret), ComeBackForm()), secret, seat.addresses)


def _show(seat: Sitting, form: ComeBackForm, *, warns: bool = False) -> HttpResponse:
    begun = seat.begun
    onward = begun.onward if begun and begun.opened.has_answers and not begun.opened.is_sent else ""
    return seat.show(come_back_page(around=seat.around, form=form, warns=warns, go_on_href=onward))


def _would_leave(seat: Sitting, waiting: Waiting) -> bool:
    """Return whether another form of this kind, not sent yet, would be out of reach on this device."""
    begun = seat.begun
    return (
        begun is not None
        and waiting.form == seat.form
        and waiting.secret.draft_id != begun.secret.draft_id
        and begun.opened.has_answers
        and not begun.opened.is_sent
    )


def _open(seat: Sitting, waiting: Waiting) -> HttpResponse:
    addresses = Addresses(campaign=waiting.form.campaign.slug, form=waiting.form.slug)
    try:
        opened = open_draft(form=waiting.form, secret=waiting.secret, now=seat.now)
    except NoDraft:
        return see_other(addresses.start)
    step = opened.journey.unanswered
    onward = addresses.step(step) if step else addresses.check
    return give_cookie(see_other(onward), waiting.secret, addresses)
