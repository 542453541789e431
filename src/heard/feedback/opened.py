"""What the person who sent something is told of each opening: what, why and by whom, never a name."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from heard.accounts.models import Role
from heard.accounts.queries import name_at
from heard.feedback.models import Opening, Sender


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One opening as the person reads it: when, what, why and by whom."""

    at: datetime
    what: str
    why: str
    by: str


def opened(opening: Opening) -> Opened:
    """Return an opening, which has come about, in words for the person, in the language of the moment."""
    if opening.opened_at is None:
        raise ValueError("Nothing was opened.")
    return Opened(
        at=opening.opened_at,
        what=_what(opening),
        why=_why(opening.reason),
        by=_by(opening),
    )


def _what(opening: Opening) -> str:
    if opening.message is not None:
        is_theirs = opening.message.sender == Sender.PERSON
        return _("A message that you wrote") if is_theirs else _("A message that was written to you")
    return _("Your words as you wrote them") if opening.text_id else _("Your contact details")


def _why(reason: str) -> str:
    told = {
        "reply": _("To reply to you"),
        "harm": _("To keep someone safe from serious harm"),
        "safeguarding": _("To protect someone, as the law asks"),
        "unclear": _("To understand what you wrote"),
        "complaint": _("To look into a complaint, as you wished"),
        "rights": _("To answer what you asked about your own data"),
        "legal": _("Because a court or the law asked for it"),
    }
    return told.get(reason, _("For another reason"))


def _by(opening: Opening) -> str:
    organisation = name_at(organisation=opening.organisation, moment=opening.asked_at)
    if opening.asked_as == Role.PRIVACY_LEAD:
        return _("The person who looks after privacy at %(organisation)s") % {"organisation": organisation}
    return _("Someone who works on feedback at %(organisation)s") % {"organisation": organisation}
