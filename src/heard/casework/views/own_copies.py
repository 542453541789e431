"""The copy of all that is held, on the page of a person who came back with their code."""

from django.http import HttpResponse
from django.urls import reverse

from heard.accounts.queries import public_name
from heard.casework.actions import own_copies as actions
from heard.casework.pages import own_copies as pages
from heard.casework.queries import own_copies as queries
from heard.casework.views.returning import Visit, returned, see_other
from heard.design import languages
from heard.design.errors import NotFound
from heard.feedback.replies import ReplyPair
from heard.feedback.sealing import CannotUnseal


@returned
def own_copy(visit: Visit) -> HttpResponse:
    """Show how the copy stands; or have one made."""
    if visit.request.method != "POST":
        return _show(visit)
    pair, language = ReplyPair(receipt=visit.shown.receipt), languages.current().code
    try:
        actions.ask_for_copy(submission=visit.submission, pair=pair, language=language, now=visit.now)
    except actions.NothingToCopy:
        return _show(visit, status=409)
    except actions.KeyChanged:
        return _show(visit, problem=pages.key_changed(organisation=_receiver(visit)), status=409)
    return see_other(reverse("casework:my_feedback_own_copy"))


@returned
def own_copy_file(visit: Visit) -> HttpResponse:
    """Hand over the file as the person's code opens it, and write that down."""
    if visit.request.method != "POST":
        return see_other(reverse("casework:my_feedback_own_copy"))
    try:
        copy = queries.ready_copy(submission=visit.submission, now=visit.now)
        file = queries.file_of(copy=copy, pair=ReplyPair(receipt=visit.shown.receipt))
    except NotFound:
        return see_other(reverse("casework:my_feedback_own_copy"))
    except CannotUnseal:
        return _show(visit, problem=pages.damaged(), status=409)
    actions.note_taken(copy=copy, now=visit.now)
    response = HttpResponse(file, content_type="text/html; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{visit.submission.reference}.html"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _show(visit: Visit, *, problem: str = "", status: int | None = None) -> HttpResponse:
    told = queries.copy_told(submission=visit.submission, now=visit.now)
    page = pages.own_copy_page(told=told, organisation=_receiver(visit), token=visit.token, problem=problem)
    return visit.show(page, status=status)


def _receiver(visit: Visit) -> str:
    return public_name(organisation=visit.submission.organisation)
