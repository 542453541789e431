"""What is sent to an address for news: nothing of health, of any organisation, or of what was told."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from heard.feedback.models import NewsAddress, NewsBy
from heard.feedback.news import Sealed


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A subject (none for a text), a body in plain text, and the link that stops it."""

    subject: str
    body: str
    stop_href: str


def letter_of(*, row: NewsAddress, contents: Sealed) -> Letter:
    """Return what the address waits for: its proof, or word that there is news; in the language it was asked in."""
    with translation.override(row.language):
        stop = _href("feedback:news_stop", contents.token)
        if row.by == NewsBy.TEXT:
            return Letter(subject="", body=_text(row, contents, stop), stop_href=stop)
        words = {"page": _href("casework:my_feedback"), "stop": stop}
        if row.confirmed_at:
            body = _(
                "There is news about something you told us.\n"
                "\n"
                "To see it, enter your code here:\n"
                "%(page)s\n"
                "\n"
                "To get no more of these emails:\n"
                "%(stop)s\n"
            )
            return Letter(subject=_("There is news for you"), body=body % words, stop_href=stop)
        body = _(
            "Somebody asked us to write to this address when there is news.\n"
            "\n"
            "If it was you, open this link within 2 days:\n"
            "%(confirm)s\n"
            "\n"
            "If it was not you, do nothing. We will not write again.\n"
        )
        confirm = _href("feedback:news_confirm", contents.token)
        return Letter(subject=_("Do you want to hear from us?"), body=body % {"confirm": confirm}, stop_href=stop)


def _text(row: NewsAddress, contents: Sealed, stop: str) -> str:
    if row.confirmed_at:
        words = {"page": _href("casework:my_feedback"), "stop": stop}
        return _("There is news about something you told us. See it with your code: %(page)s Stop: %(stop)s") % words
    return _("Your number is %(code)s. Enter it on the page where you asked for it.") % {"code": contents.code}


def _href(name: str, *arguments: str) -> str:
    return f"{settings.HEARD_BASE_URL}{reverse(name, args=arguments)}"
