"""Entering what was written: one screen for each paper form, letter or text message, and the next one at once."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from evidence.journey import MOST_PIECES, Known, Page
from heard.accounts.doors import StaffRequest, staff
from heard.design import clock
from heard.design.clock import day_of
from heard.design.dates import said_day
from heard.design.rendering import render
from heard.feedback.actions import entering
from heard.feedback.filled import FIND, posted_of
from heard.feedback.forms.staff_entry import WrittenForm, begun_with
from heard.feedback.pages import staff_written as pages
from heard.feedback.pages.asked import Finder
from heard.feedback.paper import NOTHING_READ, Placed, Sheet, SheetRead, placed_on, read_sheet, sheet_of
from heard.feedback.queries import entering as queries
from heard.feedback.queries.forms import first_pages, services_by_code
from heard.feedback.views.finding import found_for
from heard.feedback.views.sittings import see_other

if TYPE_CHECKING:
    from heard.campaigns.models import Form

MORE, PIECES, LAST = "more", "pieces", "last"
"""The button that adds a sheet, the field that says how many there are, and which entry was sent before this one."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One request with what lies on the desk: the form, its sheet, and what was typed."""

    request: StaffRequest
    now: datetime
    form: "Form"
    questions: tuple[Page, ...]
    sheet: Sheet
    posted: dict[str, list[str]]
    pieces: int
    around: WrittenForm

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Every question on the screen."""
        return placed_on(self.sheet, pieces=self.pieces)

    @property
    def today(self) -> date:
        """The local day."""
        return timezone.localdate(self.now)

    @property
    def is_sending(self) -> bool:
        """Whether what was typed is to be sent; a search or one more sheet sends nothing."""
        return self.request.method == "POST" and not {MORE, FIND} & set(self.posted)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*queries.ENTERERS)
def written(request: StaffRequest, campaign: str, form: str) -> HttpResponse:
    """One paper form; sent, it leads to an empty screen for the next of its batch."""
    desk = _desk(request, queries.form_to_enter_for(user=request.user, campaign=campaign, form=form))
    if not desk.is_sending:
        desk.around.leave_unchecked()
        return _show(desk, NOTHING_READ)
    services = services_by_code(codes=_codes(desk))
    read = read_sheet(
        sheet=desk.sheet,
        pages=desk.questions,
        posted=desk.posted,
        known=Known(today=desk.today, services=services),
        pieces=desk.pieces,
    )
    return _send(desk, read) if desk.around.is_valid() and not read.problems else _show(desk, read)


def _desk(request: StaffRequest, form: "Form") -> Desk:
    now, posted = clock.now(), posted_of(request.POST)
    questions = first_pages(form=form, now=now)
    today = timezone.localdate(now)
    around = WrittenForm(request.POST or None, form=form, today=today, initial=begun_with(request.GET, today=today))
    return Desk(
        request=request,
        now=now,
        form=form,
        questions=questions,
        sheet=sheet_of(questions),
        posted=posted,
        pieces=_pieces(posted),
        around=around,
    )


def _pieces(posted: dict[str, list[str]]) -> int:
    """Return how many sheets there are, with the one that was asked for."""
    typed = (posted.get(PIECES) or [""])[-1]
    number = int(typed) if typed.isdecimal() and len(typed) < 4 else 1
    return min(max(number, 1) + (MORE in posted), MOST_PIECES)


def _codes(desk: Desk) -> set[str]:
    slugs = [one.question.slug for one in desk.placed if one.question.kind == "service"]
    return {code for slug in slugs for code in desk.posted.get(slug, ()) if code}


def _send(desk: Desk, read: SheetRead) -> HttpResponse:
    around = desk.around
    told = entering.WrittenIn(
        plan=entering.EntryPlan(form=desk.form, **around.plan),
        answers=read.answers,
        equality=read.equality,
        asks_equality=bool(read.equality) or (around.was_printed and bool(desk.sheet.equality)),
        note=around.cleaned_data["note"],
        language=get_language() or "en-gb",
    )
    try:
        entry = entering.enter_written(written=told, by=desk.request.user, now=desk.now)
    except entering.PaperFormEntered as refusal:
        day = said_day(day_of(refusal.entry.begun_at))
        around.add_error("paper_number", pages.entered_before(entry=refusal.entry, day=day))
        return _show(desk, read)
    messages.info(desk.request, pages.it_is_in(entry))
    return see_other(f"{desk.request.path}?{urlencode({**around.carried, LAST: entry.pk})}")


def _show(desk: Desk, read: SheetRead) -> HttpResponse:
    screen = pages.Screen(
        placed=desk.placed, posted=desk.posted, problems=read.problems, finders=_finders(desk), pieces=desk.pieces
    )
    last = desk.request.GET.get(LAST, "")
    entered = queries.sent_on_day_of(form=desk.form, now=desk.now).count()
    page = pages.written_page(form=desk.form, screen=screen, around=desk.around, entered_today=entered, last=last)
    return render(desk.request, page)


def _finders(desk: Desk) -> dict[str, Finder]:
    """Return what each question for a service is drawn with; words are looked for when someone asks for it."""
    href = reverse("feedback:service_search", args=[desk.form.campaign.slug, desk.form.slug])
    chosen = services_by_code(codes=_codes(desk))
    finders = {}
    for one in desk.placed:
        if one.question.kind == "service":
            slug = one.question.slug
            words = (desk.posted.get(f"{slug}-search") or [""])[-1].strip()[:200]
            told_of = tuple(chosen[code] for code in desk.posted.get(slug, ()) if code in chosen)
            found = found_for(words=words, look_up_href=href, told_of=told_of)
            finders[slug] = found if words or told_of else Finder(look_up_href=href)
    return finders
