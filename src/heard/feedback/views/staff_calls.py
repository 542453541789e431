"""Entering what a caller says: begun once the notice was read out, kept sealed page by page, sent after the check."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from evidence.journey import CHECK_STEP, Answers, Journey, NoSuchStep, Scope, Step
from heard.accounts.doors import StaffRequest, staff
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.rendering import render
from heard.feedback import filled as filling
from heard.feedback.actions import drafting, entering, sending
from heard.feedback.drafts import Secret
from heard.feedback.entries import secret_for
from heard.feedback.filled import FilledPage, posted_of
from heard.feedback.forms.staff_entry import CallForm, EndForm, NoteForm
from heard.feedback.pages import staff_calls as pages
from heard.feedback.pages.staff_entry import entry_page
from heard.feedback.pages.told import spoken
from heard.feedback.queries import enquiries
from heard.feedback.queries import entering as queries
from heard.feedback.queries.forms import OpenDraft, first_pages
from heard.feedback.views import answering
from heard.feedback.views.finding import finder_for
from heard.feedback.views.sittings import see_other

if TYPE_CHECKING:
    from heard.feedback.models import Entry


@require_safe
@staff(*queries.ENTERERS)
def entry(request: StaffRequest) -> HttpResponse:
    """Where every entry begins."""
    now = clock.now()
    page = entry_page(
        forms=queries.forms_to_enter_for(user=request.user), begun=queries.entries_begun_by(user=request.user, now=now)
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*queries.ENTERERS)
def call(request: StaffRequest, campaign: str, form: str) -> HttpResponse:
    """What to read out; once the caller agrees, the first question."""
    now = clock.now()
    found = queries.form_to_enter_for(user=request.user, campaign=campaign, form=form)
    enquiry = enquiries.enquiry_to_go_on_for(user=request.user, form=found, enquiry_id=request.GET.get("enquiry", ""))
    questions = first_pages(form=found, now=clock.now())
    asked = CallForm(request.POST or None, form=found)
    if asked.is_valid():
        begun = entering.begin_entry(
            plan=entering.EntryPlan(
                form=found,
                received_on=timezone.localdate(now),
                placement=asked.cleaned_data["code"],
                enquiry=enquiry,
            ),
            notice_read=pages.notice_of(questions).version,
            by=request.user,
            now=now,
        )
        return see_other(reverse("feedback:entry_go_on", args=[begun.pk]))
    return render(request, pages.script_page(form=found, pages=questions, asked=asked, enquiry=enquiry))


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One request of the person who enters something, with the entry and its draft, opened."""

    request: StaffRequest
    now: datetime
    entry: "Entry"
    secret: Secret
    opened: OpenDraft
    addresses: pages.EntryAddresses

    @property
    def journey(self) -> Journey:
        """The way through the form as it stands."""
        return self.opened.journey

    @property
    def onward(self) -> str:
        """The first question without an answer, the check of answers, or what came of it."""
        if self.opened.is_sent:
            return self.addresses.sent
        return self.addresses.step(self.journey.unanswered or CHECK_STEP)


View = Callable[..., HttpResponse]


def at_desk(view: View) -> Callable[..., HttpResponse]:
    """Give a view the entry that its address names, opened; say so where its day is over."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @staff(*queries.ENTERERS)
    def seated(request: StaffRequest, /, entry_id: int, **kwargs: str) -> HttpResponse:
        now = clock.now()
        found = queries.entry_for(user=request.user, entry_id=entry_id)
        opened = queries.opened_entry(entry=found, now=now)
        if opened is None:
            return _gone(request)
        desk = Desk(
            request=request,
            now=now,
            entry=found,
            secret=secret_for(found),
            opened=opened,
            addresses=pages.addresses_of(found),
        )
        try:
            return view(desk, **kwargs)
        except drafting.DraftGone:
            return _gone(request)
        except drafting.AlreadySent:
            return see_other(desk.addresses.sent)
        except sending.NotComplete:
            return see_other(reverse("feedback:entry_go_on", args=[found.pk]))

    return wraps(view)(seated)


def _gone(request: HttpRequest) -> HttpResponse:
    words = tuple(one for values in posted_of(request.POST).values() for one in values if " " in one.strip())
    return render(request, pages.entry_gone_page(words=words), status=410)


@at_desk
def go_on(desk: Desk) -> HttpResponse:
    """Lead on to where the entry was left."""
    return HttpResponseRedirect(desk.onward)


@at_desk
def page(desk: Desk, page: str, piece: str = "") -> HttpResponse:
    """Show one page of questions, or keep its answers and lead on."""
    step = Step(page, piece)
    try:
        asked = desk.journey.page_at(step)
    except NoSuchStep as error:
        raise NotFound from error
    if (asked.scope is Scope.AFTER) is not desk.opened.is_sent:
        return HttpResponseRedirect(desk.onward)
    if desk.request.method == "POST":
        return answering.keep(
            desk, step, asked, posted=posted_of(desk.request.POST), show=lambda filled: _show(desk, step, filled)
        )
    if not desk.journey.can_visit(step):
        return HttpResponseRedirect(desk.onward)
    return _show(desk, step, filling.from_answers(asked, desk.journey.answers_at(step)))


def _show(desk: Desk, step: Step, filled: FilledPage) -> HttpResponse:
    drawn = pages.call_question_page(
        entry=desk.entry,
        filled=filled,
        step=step,
        journey=desk.journey,
        pages=desk.opened.pages,
        finder=finder_for(page=filled.page, piece=step.piece, opened=desk.opened, look_up_href=desk.addresses.services),
        is_change=answering.is_change(desk.request),
    )
    return render(desk.request, drawn)


@at_desk
def remove_piece(desk: Desk, piece: str) -> HttpResponse:
    """Ask, then take one piece out."""
    if desk.request.method == "POST":
        drafting.remove_piece(secret=desk.secret, piece=piece, now=desk.now)
        return see_other(desk.addresses.check)
    journey = desk.journey
    if desk.opened.is_sent or piece not in journey.pieces or len(journey.pieces) < 2:
        raise NotFound
    lines = tuple(line for given in journey.given_for(piece)[:3] for line in spoken(given.question, given.value))
    return render(desk.request, pages.remove_piece_page(lines=lines, keep_href=desk.onward))


@at_desk
def check(desk: Desk) -> HttpResponse:
    """Show all answers to read back, or send them."""
    if desk.opened.is_sent or not desk.journey.is_complete:
        return HttpResponseRedirect(desk.onward)
    form = NoteForm(desk.request.POST or None)
    if desk.request.method == "POST" and form.is_valid():
        entering.send_entry(
            entry=desk.entry,
            language=get_language() or "en-gb",
            note=form.cleaned_data["note"],
            by=desk.request.user,
            now=desk.now,
        )
        return see_other(desk.addresses.sent)
    drawn = pages.call_check_page(entry=desk.entry, journey=desk.journey, pages=desk.opened.pages, form=form)
    return render(desk.request, drawn)


@at_desk
def sent(desk: Desk) -> HttpResponse:
    """Show the code to give and what is left to ask; then keep how it ended."""
    contents = desk.opened.contents
    if contents.sent is None:
        return HttpResponseRedirect(desk.onward)
    was_asked = _was_asked(desk)
    form = EndForm(desk.request.POST or None, initial={"receipt_given": desk.entry.receipt_given})
    if desk.request.method == "POST" and form.is_valid():
        entering.say_how_it_ended(
            entry=desk.entry,
            was_asked=was_asked,
            receipt_given=form.cleaned_data["receipt_given"],
            by=desk.request.user,
            now=desk.now,
        )
        return see_other(reverse("feedback:entry"))
    drawn = pages.entry_sent_page(
        entry=desk.entry,
        sent=contents.sent,
        pages=desk.opened.pages,
        form=form,
        was_asked=was_asked,
    )
    return render(desk.request, drawn)


def _was_asked(desk: Desk) -> bool:
    """Return whether the equality questions were put to the person: any answer to the first of them says so."""
    first = Journey(desk.opened.pages, Answers(), is_sent=True).path
    return bool(first) and desk.journey.is_answered(first[0])


@at_desk
def give_up(desk: Desk) -> HttpResponse:
    """Ask, then erase what was entered and not sent."""
    if desk.opened.is_sent:
        return HttpResponseRedirect(desk.onward)
    if desk.request.method == "POST":
        entering.give_up_entry(entry=desk.entry, by=desk.request.user, now=desk.now)
        return see_other(reverse("feedback:entry"))
    return render(desk.request, pages.give_up_page(entry=desk.entry))
