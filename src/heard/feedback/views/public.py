"""The public form: beginning it, its pages of questions, the check of answers, and the confirmation."""

import secrets
from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language

from evidence.journey import Answers, Journey, NoSuchStep, Scope, Step
from evidence.journey import Page as FormPage
from heard.campaigns import arriving, visiting
from heard.campaigns.crawlers import is_visit
from heard.campaigns.queries import placement_by_code
from heard.design.errors import NotFound
from heard.feedback import filled as filling
from heard.feedback import networks, proof_of_work
from heard.feedback.actions import drafting, flagging, sending
from heard.feedback.drafts import LIFETIME, Secret, new_secret
from heard.feedback.filled import FilledPage
from heard.feedback.forms.public_form import UrgentForm
from heard.feedback.pages import notices
from heard.feedback.pages.asked import Finder
from heard.feedback.pages.choosing import already_sent_page, resume_page
from heard.feedback.pages.questions import Urgent, question_page
from heard.feedback.pages.sending import PROOF, TRAP, check_page, sent_page
from heard.feedback.queries.forms import first_pages, numbers_to_call
from heard.feedback.views import answering, counting, public_saving
from heard.feedback.views.finding import finder_for
from heard.feedback.views.sittings import Begun, Sitting, give_cookie, going_on, not_open, see_other, sitting, writing

BEGUN = "begun"
"""Says, in the address after the cookie was given, that it should now be there."""


@sitting
def start(seat: Sitting) -> HttpResponse:
    """Give the cookie and lead on to the first question; a form that was begun is not overwritten unasked."""
    begun = seat.begun
    if seat.request.method == "POST" and seat.secret:
        drafting.erase_draft(secret=seat.secret)
    elif begun and begun.may_go_on and not begun.opened.is_sent:
        if begun.opened.has_answers:
            return seat.show(resume_page(around=seat.around, go_on_href=begun.onward))
        return HttpResponseRedirect(begun.onward)
    return _lead_in(seat) if seat.entrance.is_open else not_open(seat)


def _lead_in(seat: Sitting) -> HttpResponse:
    trail = arriving.trail_of(seat.request)
    first = Journey(first_pages(form=seat.form, now=seat.now), Answers()).first
    more = f"&{trail.query[1:]}" if trail.query else ""
    response = see_other(f"{seat.addresses.step(first)}?{BEGUN}=1{more}")
    return give_cookie(response, new_secret(), seat.addresses)


@sitting
def page(seat: Sitting, page: str, piece: str = "") -> HttpResponse:
    """Show one page of questions, or keep its answers and lead on."""
    step, begun = Step(page, piece), seat.begun
    if begun is None:
        return _first_view(seat, step)
    if not begun.may_go_on:
        return not_open(seat)
    try:
        asked = begun.journey.page_at(step)
    except NoSuchStep as error:
        raise NotFound from error
    is_after = asked.scope is Scope.AFTER
    if begun.opened.is_sent and not is_after:
        return seat.show(already_sent_page(around=seat.around, words=seat.words))
    if is_after and not begun.opened.is_sent:
        return HttpResponseRedirect(begun.onward)
    if seat.request.method == "POST":
        return _take(begun, step, asked)
    if not begun.journey.can_visit(step):
        return HttpResponseRedirect(begun.onward)
    filled = filling.from_answers(asked, begun.journey.answers_at(step))
    return _show(seat, step, filled, journey=begun.journey)


def _take(seat: Begun, step: Step, asked: FormPage) -> HttpResponse:
    """Keep the answers of a page and lead on, or save the form for later where that was asked for."""

    def show(again: FilledPage) -> HttpResponse:
        return counting.when_sent_back(_show(seat, step, again, journey=seat.journey), seat=seat, page=step.page)

    if public_saving.LATER in seat.posted and not seat.opened.is_sent:
        return public_saving.leave(seat, step, asked, show=show)
    return answering.keep(seat, step, asked, posted=seat.posted, show=show)


def _first_view(seat: Sitting, step: Step) -> HttpResponse:
    """Begin the form where someone comes to its first question with the cookie just given; else say what is wrong."""
    if seat.request.method == "POST":
        return seat.show(notices.expired_page(around=seat.around, words=seat.words), status=410)
    if seat.secret is None:
        if BEGUN in seat.request.GET:
            return seat.show(notices.no_cookies_page(around=seat.around))
        return HttpResponseRedirect(seat.addresses.start + arriving.trail_of(seat.request).query)
    pages = first_pages(form=seat.form, now=seat.now)
    if BEGUN not in seat.request.GET or step != Journey(pages, Answers()).first:
        return seat.show(notices.expired_page(around=seat.around), status=410)
    if not seat.entrance.is_open:
        return not_open(seat)
    _begin(seat, seat.secret)
    journey = Journey(pages, Answers())
    begun = replace(seat, around=replace(seat.around, can_clear=True))
    return _show(begun, step, filling.from_answers(journey.page_at(step), {}), journey=journey)


def _begin(seat: Sitting, secret: Secret) -> None:
    """Begin the draft and count its start, once; a page fetched ahead of its reader begins nothing."""
    if not is_visit(method=seat.request.method or "", headers=seat.request.headers, declined=False):
        return
    code = arriving.trail_of(seat.request).code
    draft, is_new = drafting.begin_draft(
        form=seat.form,
        secret=secret,
        placement=placement_by_code(code) if code else None,
        is_test=seat.entrance.is_test,
        now=seat.now,
    )
    if is_new:
        visiting.count_visit(
            request=seat.request,
            kind=visiting.VisitKind.FORM_START,
            campaign=seat.form.campaign,
            placement=draft.placement,
            form=seat.form,
            now=seat.now,
        )


def _show(seat: Sitting, step: Step, filled: FilledPage, *, journey: Journey) -> HttpResponse:
    offers_urgent = any(question.offers_urgent for question in filled.page.questions)
    form = UrgentForm(initial={"mark": secrets.token_hex(8)})
    drawn = question_page(
        filled=filled,
        step=step,
        journey=journey,
        around=seat.around,
        finder=_finder(seat, step, filled),
        urgent=Urgent(form=form, action=seat.addresses.tell_us_now) if offers_urgent else None,
        is_change=answering.is_change(seat.request),
    )
    return seat.show(drawn)


def _finder(seat: Sitting, step: Step, filled: FilledPage) -> Finder:
    """Return what the page needs to ask for a service; nothing is looked up on other pages."""
    return finder_for(page=filled.page, piece=step.piece, opened=seat.opened, look_up_href=seat.addresses.services)


@writing
def check(seat: Begun) -> HttpResponse:
    """Show all answers, or send them."""
    journey = seat.journey
    if not journey.is_complete:
        return HttpResponseRedirect(seat.onward)
    if seat.request.method == "POST":
        language = get_language() or "en-gb"
        sending.send_draft(secret=seat.secret, language=language, now=seat.now, signs=_signs(seat))
        after = Journey(seat.opened.pages, seat.opened.contents.answers, is_sent=True).path
        return see_other(seat.addresses.step(after[0]) if after else seat.addresses.sent)
    asked = proof_of_work.challenge(purpose=flagging.PURPOSE, subject=seat.secret.draft_id, now=seat.now, life=LIFETIME)
    return seat.show(check_page(journey=journey, around=seat.around, challenge=asked.json))


def _signs(seat: Begun) -> flagging.Signs:
    """Return what was seen as the form was sent; a form that was sent before is not seen again."""
    request = seat.request
    address = visiting.address_of(
        headers=request.headers,
        remote=request.META.get("REMOTE_ADDR", ""),
        behind_proxy=settings.HEARD_BEHIND_PROXY,
    )
    return flagging.Signs(
        proof=request.POST.get(PROOF, ""),
        trap=request.POST.get(TRAP, ""),
        from_network=networks.HERE.arrived(address=address, now=seat.now),
    )


@going_on
def sent(seat: Begun) -> HttpResponse:
    """Show the reference, the receipt and what happens next; a refresh shows the same."""
    contents = seat.opened.contents
    if contents.sent is None:
        return HttpResponseRedirect(seat.onward)
    drawn = sent_page(
        sent=contents.sent,
        urgent=contents.urgent.values(),
        pages=seat.opened.pages,
        journey=seat.journey,
        around=seat.around,
        numbers=numbers_to_call(opened=seat.opened, now=seat.now),
    )
    return seat.show(drawn)
