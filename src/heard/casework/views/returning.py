"""The pages of a person who comes back with their code: the door, and what stands behind it.

No page of these knows who the person is. Their pass, sealed into a cookie of their own browser, is shown with every
request and renewed with every page; Django's cookie against forgery is not used, as the pass brings a token of its own.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from heard.accounts.brands import brand_of
from heard.accounts.queries import keeper_of
from heard.campaigns.queries import front_page_campaign
from heard.casework.forms.returning import AddForm, CodeForm
from heard.casework.pages import door as door_pages
from heard.casework.pages import returning as pages
from heard.casework.pages import taking_back
from heard.casework.pages import whereabouts as whereabouts_pages
from heard.casework.queries import whereabouts as queries
from heard.design import clock
from heard.design.cookies import named
from heard.design.headers import SECRETIVE
from heard.design.origins import may_come_from_here
from heard.design.pages import Page
from heard.design.problems import words_of
from heard.design.rendering import Brand, render, shell_of
from heard.feedback import patience, proof_of_work
from heard.feedback.actions.adding import TakenBack, add_words
from heard.feedback.actions.erasing import request_erasure
from heard.feedback.actions.messaging import give_reply_key
from heard.feedback.actions.narrowing import AlreadyNarrowed, narrow_consent
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.passes import COOKIE_NAME, LIFETIME, NoPass, Pass, read_pass
from heard.feedback.patience import Waited
from heard.feedback.proof_of_work import Proof, Work
from heard.feedback.queries.receipts import submission_of

if TYPE_CHECKING:
    from heard.accounts.models import Organisation
    from heard.feedback.models import Submission

TOKEN = "pass_token"  # noqa: S105  # nosec B105  # a field's name
PURPOSE = "receipt"
OWN_WISH = "Taken back by the person, with their code"
ENTERED = "entered"
"""Says, in the address after the cookie was given, that it should now be there."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One request of a person who came back, with what they sent."""

    request: HttpRequest
    now: datetime
    shown: Pass
    submission: "Submission"

    @property
    def token(self) -> str:
        """What each page sends back."""
        return self.shown.token

    def show(self, page: Page, *, status: int | None = None) -> HttpResponse:
        """Draw a page, under the name of whoever received what the person sent."""
        return _render(self.request, page, status=status, organisation=self.submission.organisation)


View = Callable[..., HttpResponse]


def returned(view: View) -> View:
    """Give a view the visit of a person whose pass is good; ask anyone else for their code."""

    @wraps(view)
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    def let_in(request: HttpRequest, **kwargs: int) -> HttpResponse:
        visit = _visit(request)
        if visit is None:
            return _secretive(_away(request))
        if request.method == "POST" and not _is_ours(request, visit.shown):
            return _secretive(_render(request, pages.expired_page(words=words_of(request)), status=403))
        return _with_pass(view(visit, **kwargs), visit.shown, now=visit.now)

    return let_in


@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest) -> HttpResponse:
    """Ask for the code and try it; or show what happened, to whoever has shown theirs."""
    if request.method == "POST":
        return _secretive(_try_code(request))
    visit = _visit(request)
    if visit is None:
        return _secretive(_ask(request, notices=_notices(request)))
    told = queries.whereabouts(submission=visit.submission, now=visit.now)
    return _with_pass(
        visit.show(whereabouts_pages.whereabouts_page(told=told, token=visit.token)), visit.shown, now=visit.now
    )


def _notices(request: HttpRequest) -> tuple[str, ...]:
    if ENTERED in request.GET and not request.COOKIES.get(_cookie()):
        return (door_pages.needs_cookie(),)
    return (door_pages.left_by_half_hour(),) if request.COOKIES.get(_cookie()) else ()


def _ask(
    request: HttpRequest, *, form: CodeForm | None = None, notices: tuple[str, ...] = (), work: Work = Work.LIGHT
) -> HttpResponse:
    challenge = proof_of_work.challenge(purpose=PURPOSE, now=clock.now(), life=LIFETIME, work=work)
    page = door_pages.door_page(form=form or CodeForm(), challenge=challenge.json, notices=notices)
    return _render(request, page)


def _try_code(request: HttpRequest) -> HttpResponse:
    """Try a code whose check is right, always, once it is paid for by a sum or by a short wait."""
    form, now = CodeForm(request.POST), clock.now()
    if not may_come_from_here(request):
        return _render(request, pages.expired_page(), status=403)
    if not form.is_valid():
        return _ask(request, form=_emptied(form))
    receipt = form.cleaned_data["code"]
    if not _is_paid_for(form, receipt, now=now):
        return _one_more_step(request, form, receipt, now=now)
    submission = submission_of(receipt=receipt)
    if submission is None:
        is_as_typed = " ".join(request.POST["code"].split()) == receipt
        form.add_error("code", door_pages.not_found_sentence(read_as="" if is_as_typed else receipt))
        return _ask(request, form=_emptied(form), work=Work.HEAVY)
    give_reply_key(submission=submission, receipt=receipt)
    return _with_pass(see_other(f"{_home()}?{ENTERED}=1"), Pass(receipt=receipt), now=now)


def _is_paid_for(form: CodeForm, receipt: str, *, now: datetime) -> bool:
    answer, slip = form.cleaned_data["proof"] or "", form.cleaned_data["slip"] or ""
    if proof_of_work.take(answer=answer, purpose=PURPOSE, now=now) is Proof.PROVEN:
        return True
    return patience.waited(slip=slip, subject=receipt, now=now) is Waited.LONG_ENOUGH


def _one_more_step(request: HttpRequest, form: CodeForm, receipt: str, *, now: datetime) -> HttpResponse:
    held = form.cleaned_data["slip"] or ""
    was_too_quick = patience.waited(slip=held, subject=receipt, now=now) is Waited.TOO_SHORT
    slip = held if was_too_quick else patience.slip(subject=receipt, now=now)
    form = CodeForm(initial={"code": request.POST["code"], "slip": slip})
    return _render(request, door_pages.one_more_step_page(form=form, was_too_quick=was_too_quick))


def _emptied(form: CodeForm) -> CodeForm:
    """Return the form with what was typed, and without the proof and the slip that came with it."""
    form.data = {**form.data, "code": form.data.get("code", ""), "proof": "", "slip": ""}
    return form


@returned
def copy(visit: Visit) -> HttpResponse:
    """Show the copy that staff read."""
    texts = queries.copies_told(submission=visit.submission)
    return visit.show(pages.copy_page(texts=pages.titled(texts), token=visit.token))


@returned
def add(visit: Visit, ordinal: int) -> HttpResponse:
    """Ask for words to add to a piece, and keep them."""
    piece = queries.piece_of(submission=visit.submission, ordinal=ordinal)
    form = AddForm(visit.request.POST or None, initial={"mark": secrets.token_hex(8)})
    if visit.request.method == "POST" and form.is_valid():
        try:
            add_words(piece=piece, words=form.cleaned_data["words"], mark=form.cleaned_data["mark"], now=visit.now)
        except TakenBack:
            return visit.show(pages.taken_back_page(words=(form.cleaned_data["words"],)), status=409)
        return see_other(_home())
    return visit.show(pages.add_page(form=form, service=piece.service.name if piece.service else "", token=visit.token))


@returned
def narrow(visit: Visit, consent_id: int) -> HttpResponse:
    """Ask, then take one permission back; taken back twice is taken back."""
    consent = queries.consent_of(submission=visit.submission, consent_id=consent_id)
    if visit.request.method == "POST":
        receiver = visit.submission.organisation
        with suppress(AlreadyNarrowed):
            narrow_consent(consent=consent, reason=OWN_WISH, by=None, organisation=receiver, now=visit.now)
        return see_other(_home())
    return visit.show(taking_back.narrow_page(consent=consent, token=visit.token))


@returned
def withdraw(visit: Visit) -> HttpResponse:
    """Ask, then take everything back."""
    if visit.request.method == "POST":
        withdraw_submission(submission=visit.submission, now=visit.now)
        return see_other(_home())
    return visit.show(taking_back.withdraw_page(token=visit.token))


@returned
def erase(visit: Visit) -> HttpResponse:
    """Ask, then have everything erased."""
    if visit.request.method == "POST":
        request_erasure(submission=visit.submission, how="RECEIPT", now=visit.now)
        return see_other(_home())
    return visit.show(taking_back.erase_page(token=visit.token, backup_days=settings.HEARD_BACKUP_DAYS))


@csrf_exempt  # it ends the visit of this browser and nothing else
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """Close the person's page, and say so."""
    if request.method == "POST":
        return _secretive(_without_pass(see_other(reverse("casework:my_feedback_done"))))
    return _secretive(_without_pass(_render(request, pages.closed_page())))


@csrf_exempt  # it ends the visit of this browser and nothing else
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Close the person's page and lead away from the site at once: the quick exit."""
    if request.method == "POST":
        return _without_pass(HttpResponse(status=204))
    return _secretive(_without_pass(HttpResponseRedirect(settings.HEARD_EXIT_URL)))


def _visit(request: HttpRequest) -> Visit | None:
    now = clock.now()
    try:
        shown = read_pass(request.COOKIES.get(_cookie(), ""), now=now)
    except NoPass:
        return None
    submission = submission_of(receipt=shown.receipt)
    return Visit(request=request, now=now, shown=shown, submission=submission) if submission else None


def _away(request: HttpRequest) -> HttpResponse:
    """Answer somebody without a pass: what they wrote is given back, never kept."""
    if request.method == "POST":
        return _render(request, pages.expired_page(words=words_of(request)), status=410)
    return HttpResponseRedirect(_home())


def _is_ours(request: HttpRequest, shown: Pass) -> bool:
    return may_come_from_here(request) and shown.is_token(request.POST.get(TOKEN, ""))


def _render(
    request: HttpRequest, page: Page, *, status: int | None = None, organisation: "Organisation | None" = None
) -> HttpResponse:
    request.shell = replace(shell_of(request), leaves_by=reverse("casework:my_feedback_leave"))  # type: ignore[attr-defined]
    return render(request, page, status=status, brand=_brand(organisation))


def _brand(organisation: "Organisation | None") -> Brand | None:
    if organisation is None:
        campaign = front_page_campaign()
        organisation = campaign.owner if campaign else None
    return brand_of(keeper_of(organisation=organisation), href=reverse("campaigns:front")) if organisation else None


def _with_pass(response: HttpResponse, shown: Pass, *, now: datetime) -> HttpResponse:
    """Renew the pass: out of reach of scripts, to this very host, and gone half an hour after the last page."""
    response.set_cookie(
        _cookie(),
        shown.as_cookie(now=now),
        max_age=LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return _secretive(response)


def _without_pass(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(_cookie(), samesite="Strict")
    return response


def _secretive(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = SECRETIVE
    return response


def _cookie() -> str:
    return named(COOKIE_NAME, is_secure=settings.SESSION_COOKIE_SECURE)


def _home() -> str:
    return reverse("casework:my_feedback")


def see_other(address: str) -> HttpResponse:
    """Send the browser on to a page of its own, so that a refresh sends nothing twice."""
    return HttpResponseRedirect(address, status=303)
