"""One person's time with one form: who they are to it, what they have written, and what to do when we cannot save.

Every view of the public form is wrapped by `sitting`: it finds the form, its cookie and its draft, checks that a form
was sent from one of our own pages, and turns a full or locked database into a page that keeps the words on the screen.
So it does where another tab sent, cleared or changed the form while this one was being answered.
Django's own cookie against forgery is not used here: the form needs one cookie and sets no other.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt

from evidence.journey import CHECK_STEP, Journey
from evidence.journey import Page as FormPage
from heard.accounts.queries import keeper_of, public_name
from heard.campaigns.arriving import Entrance, entrance
from heard.campaigns.calling import watching
from heard.campaigns.queries import public_form
from heard.design import clock
from heard.design.errors import CannotKeep, NotFound
from heard.design.headers import SECRETIVE
from heard.design.origins import may_come_from_here
from heard.design.pages import Page
from heard.design.problems import words_of
from heard.design.rendering import render
from heard.feedback.actions.drafting import AlreadySent, DraftGone
from heard.feedback.actions.sending import NotComplete
from heard.feedback.drafts import NotASecret, Secret, cookie_name
from heard.feedback.filled import posted_of
from heard.feedback.pages import notices
from heard.feedback.pages.addresses import Addresses
from heard.feedback.pages.choosing import already_sent_page
from heard.feedback.pages.form import Around, brand_of
from heard.feedback.pages.particulars import told_of
from heard.feedback.pages.questions import text_fields
from heard.feedback.pages.trouble import trouble_page
from heard.feedback.pages.urgent import help_numbers
from heard.feedback.queries.forms import NoDraft, OpenDraft, first_pages, open_draft
from heard.feedback.queries.rights import particulars_of

if TYPE_CHECKING:
    from heard.campaigns.models import Form

logger = logging.getLogger(__name__)

TOKEN = "form_token"  # noqa: S105  # nosec B105  # a field's name
CANNOT_SAVE = (OperationalError, InterfaceError, OSError, CannotKeep)

_phones: dict[str, str] = {}
"""The number to call of each campaign, as last read: it is needed most when nothing can be read."""


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A request to one form, with what is known of it."""

    request: HttpRequest
    now: datetime
    addresses: Addresses
    around: Around
    entrance: Entrance
    state: str
    secret: Secret | None
    opened: OpenDraft | None
    form: "Form"

    def show(self, page: Page, *, status: int | None = None) -> HttpResponse:
        """Draw a page under the form's own brand."""
        return render(self.request, page, status=status, brand=brand_of(self.form, self.addresses))

    @property
    def posted(self) -> dict[str, list[str]]:
        """What was sent, without the token."""
        return {name: values for name, values in posted_of(self.request.POST).items() if name != TOKEN}

    @property
    def words(self) -> tuple[str, ...]:
        """What was written on the page that was sent, to give back where it cannot be kept."""
        return tuple(one for values in self.posted.values() for one in values if " " in one.strip())

    @property
    def begun(self) -> "Begun | None":
        """The sitting of someone who has begun the form; None for anyone else."""
        if self.secret is None or self.opened is None:
            return None
        return Begun(**{**vars(self), "secret": self.secret, "opened": self.opened})


@dataclass(frozen=True, kw_only=True)
class Begun(Sitting):
    """The sitting of someone who has begun the form."""

    secret: Secret
    opened: OpenDraft

    @property
    def may_go_on(self) -> bool:
        """Whether the form may still be finished: while open or paused, and always in preview."""
        return self.opened.is_test or self.state in {"OPEN", "PAUSED"}

    @property
    def journey(self) -> Journey:
        """The way through the form as it stands."""
        return self.opened.journey

    @property
    def onward(self) -> str:
        """The address of the first question without an answer, or of the check of answers; once sent, of what was."""
        if self.opened.is_sent:
            return self.addresses.sent
        return self.addresses.step(self.journey.unanswered or CHECK_STEP)


View = Callable[..., HttpResponse]


def sitting(view: View) -> View:
    """Give a view the sitting of its request; see the module."""

    @wraps(view)
    def seated(request: HttpRequest, campaign: str, form: str, **kwargs: str) -> HttpResponse:
        response = _answer(request, Addresses(campaign=campaign, form=form), view, **kwargs)
        response.headers["Referrer-Policy"] = SECRETIVE
        return response

    return csrf_exempt(seated)


def going_on(view: View) -> View:
    """Give a view the sitting of someone who has begun this form and may go on with it; say why to anyone else."""

    @wraps(view)
    def begun(seat: Sitting, **kwargs: str) -> HttpResponse:
        someone = seat.begun
        if someone is None:
            return seat.show(notices.expired_page(around=seat.around, words=seat.words), status=410)
        if not someone.may_go_on:
            return not_open(seat)
        return view(someone, **kwargs)

    return sitting(begun)


def writing(view: View) -> View:
    """Like `going_on`, for a form that was not sent yet: what was sent is not sent again."""

    @wraps(view)
    def unsent(seat: Begun, **kwargs: str) -> HttpResponse:
        if seat.opened.is_sent:
            return seat.show(already_sent_page(around=seat.around, words=seat.words))
        return view(seat, **kwargs)

    return going_on(unsent)


def not_open(seat: Sitting) -> HttpResponse:
    """Say that the form takes no answers now; what was written is shown, to copy."""
    kept = [
        value
        for piece in (seat.opened.contents.answers.pieces if seat.opened else ())
        for value in piece.values.values()
        if isinstance(value, str) and " " in value
    ]
    sent = [words for words in seat.words if words not in kept]
    words, numbers = (*kept, *sent), help_numbers(_pages_of(seat))
    return seat.show(notices.not_open_page(around=seat.around, state=seat.state, words=words, numbers=numbers))


def see_other(address: str) -> HttpResponse:
    """Send the browser on to a page of its own, so that a refresh sends nothing twice."""
    return HttpResponseRedirect(address, status=303)


def give_cookie(response: HttpResponse, secret: Secret, addresses: Addresses) -> HttpResponse:
    """Hand over the secret: for this form in each language, out of reach of scripts, gone when the browser closes."""
    response.set_cookie(
        _cookie_of(addresses),
        secret.value,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def take_cookie(response: HttpResponse, addresses: Addresses) -> HttpResponse:
    """Take the secret back."""
    response.delete_cookie(_cookie_of(addresses), samesite="Lax")
    return response


def with_secret(seat: Sitting, secret: Secret) -> Sitting:
    """Return the sitting of someone who is just given this secret."""
    return replace(seat, secret=secret, around=replace(seat.around, token=secret.token))


def _cookie_of(addresses: Addresses) -> str:
    return cookie_name(campaign=addresses.campaign, form=addresses.form)


def _answer(request: HttpRequest, addresses: Addresses, view: View, **kwargs: str) -> HttpResponse:
    seat = None
    try:
        seat = _seat(request, addresses)
        return _refusal(seat) or _viewed(seat, view, **kwargs)
    except RequestDataTooBig:
        return _too_large(request, addresses)
    except CANNOT_SAVE as failure:
        logger.error("A page of the public form could not be saved or shown: %s", type(failure).__name__)
        return _trouble(request, addresses, seat)


def _seat(request: HttpRequest, addresses: Addresses) -> Sitting:
    now = clock.now()
    found = public_form(addresses.campaign, addresses.form)
    _phones[addresses.campaign] = found.campaign.contact_phone
    secret = _secret_of(request, addresses)
    try:
        opened = open_draft(form=found, secret=secret, now=now) if secret else None
    except NoDraft:
        opened = None
    at_the_door = entrance(request=request, campaign=found.campaign)
    return Sitting(
        request=request,
        now=now,
        addresses=addresses,
        around=Around(
            form_title=found.title,
            organisation=public_name(organisation=found.organisation),
            phone=found.campaign.contact_phone,
            addresses=addresses,
            token=secret.token if secret else "",
            is_test=opened.is_test if opened else at_the_door.is_test,
            can_clear=opened is not None,
            watching=watching(
                reader=keeper_of(organisation=found.organisation).name, hours=found.reading_hours, now=now
            ),
            particulars=told_of(
                particulars_of(organisation=found.organisation),
                organisation=public_name(organisation=found.organisation),
            ),
        ),
        entrance=at_the_door,
        state=found.campaign.state,
        secret=secret,
        opened=opened,
        form=found,
    )


def _viewed(seat: Sitting, view: View, **kwargs: str) -> HttpResponse:
    """Show a view; where another tab sent, cleared or changed the form since it was opened here, say so or lead on."""
    try:
        return view(seat, **kwargs)
    except AlreadySent:
        return seat.show(already_sent_page(around=seat.around, words=seat.words))
    except DraftGone:
        return _gone(seat)
    except NotComplete:
        now_open = _seat(seat.request, seat.addresses).begun
        return see_other(now_open.onward) if now_open else _gone(seat)


def _gone(seat: Sitting) -> HttpResponse:
    if seat.opened and seat.opened.is_sent:
        return seat.show(notices.cleared_page(around=seat.around, words=seat.words), status=410)
    return seat.show(notices.expired_page(around=seat.around, words=seat.words), status=410)


def _pages_of(seat: Sitting) -> tuple[FormPage, ...]:
    """Return the form's pages as the person has them, or as someone who begins now would; none while it has none."""
    if seat.opened:
        return seat.opened.pages
    try:
        return first_pages(form=seat.form, now=seat.now)
    except NotFound:
        return ()


def _refusal(seat: Sitting) -> HttpResponse | None:
    """Refuse what was not sent from a page of ours that belongs to this cookie; strangers' words are not shown."""
    if seat.request.method != "POST" or _is_ours(seat.request, seat.secret):
        return None
    words = words_of(seat.request)
    if seat.secret is None:
        return seat.show(notices.expired_page(around=seat.around, words=words), status=410)
    return seat.show(notices.stale_page(around=seat.around, words=words), status=403)


def _secret_of(request: HttpRequest, addresses: Addresses) -> Secret | None:
    try:
        return Secret(request.COOKIES[_cookie_of(addresses)])
    except (KeyError, NotASecret):
        return None


def _is_ours(request: HttpRequest, secret: Secret | None) -> bool:
    """Return whether a form was sent from a page of ours that belongs to this cookie."""
    return may_come_from_here(request) and secret is not None and secret.is_token(request.POST.get(TOKEN, ""))


def _trouble(request: HttpRequest, addresses: Addresses, seat: Sitting | None) -> HttpResponse:
    """Show what was sent, with a button that sends it again; without reading anything from the database."""
    is_post = request.method == "POST"
    is_ours = is_post and _is_ours(request, _secret_of(request, addresses))
    page = trouble_page(
        action=request.get_full_path(),
        is_post=is_post,
        posted=posted_of(request.POST) if is_ours else {},
        phone=_phones.get(addresses.campaign, ""),
        texts=_texts_of(seat),
    )
    return render(request, page, status=503)


def _texts_of(seat: Sitting | None) -> frozenset[str]:
    """Return the fields that hold words, as far as the form's pages are known."""
    pages = seat.opened.pages if seat and seat.opened else ()
    return frozenset({"words", "phone"}).union(*(text_fields(page) for page in pages))


def _too_large(request: HttpRequest, addresses: Addresses) -> HttpResponse:
    phone = _phones.get(addresses.campaign, "")
    around = Around(form_title="", organisation="", phone=phone, addresses=addresses)
    return render(request, notices.too_large_page(around=around), status=413)
