"""Taking things back before they are sent: one piece, or all of it."""

from django.http import HttpResponse

from heard.design.errors import NotFound
from heard.feedback.actions import drafting
from heard.feedback.pages import notices
from heard.feedback.pages.choosing import clear_page, remove_page
from heard.feedback.pages.told import spoken
from heard.feedback.views.sittings import Begun, Sitting, see_other, sitting, take_cookie, writing


@sitting
def clear(seat: Sitting) -> HttpResponse:
    """Ask, then erase the draft and take the cookie back; where there is nothing left, say so."""
    begun = seat.begun
    if begun is None:
        return seat.show(notices.cleared_page(around=seat.around))
    if seat.request.method == "POST":
        drafting.erase_draft(secret=begun.secret)
        return take_cookie(see_other(seat.addresses.clear), seat.addresses)
    return seat.show(clear_page(around=seat.around, keep_href=begun.onward, is_sent=begun.opened.is_sent))


@writing
def remove_piece(seat: Begun, piece: str) -> HttpResponse:
    """Ask, then take one piece out."""
    journey = seat.journey
    if seat.request.method == "POST":
        drafting.remove_piece(secret=seat.secret, piece=piece, now=seat.now)
        return see_other(seat.addresses.check)
    if piece not in journey.pieces or len(journey.pieces) < 2:
        raise NotFound
    lines = tuple(line for given in journey.given_for(piece)[:3] for line in spoken(given.question, given.value))
    return seat.show(remove_page(around=seat.around, lines=lines, keep_href=seat.onward))
