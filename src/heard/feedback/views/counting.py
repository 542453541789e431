"""Counting that a page was sent back with a question: once its reader has it, so that nobody waits for a count."""

import logging

from django.db import Error
from django.http import HttpResponse

from heard.campaigns import arriving, visiting
from heard.feedback.actions.sending_back import count_sent_back
from heard.feedback.views.sittings import Begun

logger = logging.getLogger(__name__)


def when_sent_back(response: HttpResponse, *, seat: Begun, page: str) -> HttpResponse:
    """Return the response, to be counted after it has gone out; tests and who declined to be counted are not."""
    if seat.opened.is_test or arriving.trail_of(seat.request).declined:
        return response
    close = response.close

    def close_and_count() -> None:
        _count(seat, page)
        close()

    response.close = close_and_count  # type: ignore[method-assign]
    return response


def _count(seat: Begun, page: str) -> None:
    """Count it where the database takes it in time; a count is worth no trouble."""
    try:
        with visiting.briefly():
            count_sent_back(form=seat.form, placement=seat.opened.draft.placement, page=page, now=seat.now)
    except Error as failure:
        logger.warning("A page that was sent back went uncounted: %s", type(failure).__name__)
