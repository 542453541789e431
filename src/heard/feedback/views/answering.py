"""What becomes of a page of questions that was sent, whoever fills it in: its answers kept, or the page shown again."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from evidence.journey import CHECK_STEP, Journey, Page, Scope, Step
from heard.feedback import filled as filling
from heard.feedback.actions import drafting, sending
from heard.feedback.drafts import Contents, Secret
from heard.feedback.filled import FilledPage
from heard.feedback.pages.addresses import Addresses
from heard.feedback.queries.forms import OpenDraft, services_by_code
from heard.feedback.views.sittings import see_other

Show = Callable[[FilledPage], HttpResponse]
"""How the page is shown again where something in it is wrong."""


class Answering(Protocol):
    """One request of whoever answers: the person themself, or staff who enter what they say."""

    @property
    def request(self) -> HttpRequest:
        """The request itself."""

    @property
    def now(self) -> datetime:
        """The moment of it."""

    @property
    def secret(self) -> Secret:
        """What opens the draft."""

    @property
    def opened(self) -> OpenDraft:
        """The draft, opened."""

    @property
    def addresses(self) -> Addresses:
        """Where the pages of questions are."""


def is_change(request: HttpRequest) -> bool:
    """Return whether an answer is being changed from the check of answers."""
    return "change" in request.GET


def keep(at: Answering, step: Step, asked: Page, *, posted: Mapping[str, list[str]], show: Show) -> HttpResponse:
    """Keep the answers of a page and lead on; where something is wrong, show the page again and keep nothing."""
    search = filling.wanted_search(asked, posted, last=at.opened.contents.searches.get(step.piece, ""))
    services = services_by_code(codes=filling.codes_in(asked, posted))
    filled = filling.from_sent(asked, posted, today=localdate(at.now), services=services)
    if search is not None:
        return _search(at, step, filled, search, show)
    if filled.problems:
        return show(filled)
    if asked.scope is Scope.AFTER:
        return _after(at, step, sending.store_after_sending(secret=at.secret, values=filled.values, now=at.now))
    values, wants_another = filling.without_the_wish(asked, filled.values)
    if wants_another and at.opened.journey.is_full:
        return show(filling.saying_that_it_is_full(filled))
    contents = drafting.store_answers(secret=at.secret, values=values, piece=step.piece, now=at.now)
    return _next(at, step, contents, wants_another=wants_another)


def _next(at: Answering, step: Step, contents: Contents, *, wants_another: bool) -> HttpResponse:
    journey = Journey(at.opened.pages, contents.answers)
    if wants_another:
        return see_other(at.addresses.step(journey.start_of_further(secrets.token_hex(4)) or CHECK_STEP))
    changes = is_change(at.request)
    onward = journey.after_change(step) if changes else journey.next_after(step)
    return see_other(at.addresses.step(onward, change=changes))


def _after(at: Answering, step: Step, contents: Contents) -> HttpResponse:
    onward = Journey(at.opened.pages, contents.answers, is_sent=True).next_after(step)
    return see_other(at.addresses.sent if onward == CHECK_STEP else at.addresses.step(onward))


def _search(at: Answering, step: Step, filled: FilledPage, words: str, show: Show) -> HttpResponse:
    """Keep the words that a service is looked for by, and what else the page was answered with; show what is found."""
    if not words:
        return show(filling.asking_to_write_what_to_find(filled.page, filled.filled))
    drafting.store_answers(secret=at.secret, values=filled.values, piece=step.piece, now=at.now, search=words)
    return see_other(at.addresses.step(step, change=is_change(at.request)))
