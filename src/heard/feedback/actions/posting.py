"""Posting to one address for news: opened for the moment of sending, by email or by text."""

from datetime import datetime
from email.utils import format_datetime

from django.core.mail import EmailMessage

from heard.accounts import mail, texts
from heard.feedback import keys, letters, news
from heard.feedback.actions.news import note_not_sent, note_sent
from heard.feedback.letters import Letter
from heard.feedback.models import NewsAddress, NewsBy
from heard.feedback.sealing import CannotUnseal


def post(*, row: NewsAddress, holder: str, now: datetime) -> bool:
    """Send what a claimed address waits for, and return whether it went out; if not, it is tried again later."""
    try:
        contents = news.opened(row=row)
    except (CannotUnseal, keys.NoSuchKey, keys.StoreAway):
        note_not_sent(row=row, holder=holder, now=now)
        return False
    letter = letters.letter_of(row=row, contents=contents)
    if row.by == NewsBy.TEXT:
        went_out = texts.send(to=contents.address, text=letter.body, now=now)
    else:
        went_out = mail.deliver(_email(letter, to=contents.address, now=now))
    note = note_sent if went_out else note_not_sent
    note(row=row, holder=holder, now=now)
    return went_out


def _email(letter: Letter, *, to: str, now: datetime) -> EmailMessage:
    """Return the letter with the headers by which mail programs offer to stop it with one click."""
    return EmailMessage(
        subject=letter.subject,
        body=letter.body,
        to=[to],
        headers={
            "Date": format_datetime(now),
            "List-Unsubscribe": f"<{letter.stop_href}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
