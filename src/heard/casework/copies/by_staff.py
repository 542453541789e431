"""The copy that a privacy lead makes for a person, opened as anyone opens what is sealed: with a trace."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation, User
from heard.accounts.queries import lineage_ids
from heard.casework.copies.sections import Means, Section, sections_of
from heard.feedback.actions import opening
from heard.feedback.actions.rights import note_copy
from heard.feedback.models import Message, RightsRequest, Submission, Text
from heard.feedback.sealing import CannotUnseal

_REFUSALS = (opening.SecondPersonNeeded, opening.NotTheirs, CannotUnseal)


@dataclass(frozen=True, kw_only=True)
class Opener:
    """Who makes the copy: in opening their words for it they leave a trace that the person can see."""

    organisation: Organisation
    by: User
    now: datetime


@transaction.atomic
def copy_for(*, request: RightsRequest, opener: Opener) -> tuple[Submission, tuple[Section, ...]]:
    """Write down that a copy is made, and return of what and the copy.

    It holds everything that the organisation, with any before it, holds of the submission. What other organisations
    wrote, decided and noted is theirs to hand over, and is not opened to this one's staff. Words and contact details
    are opened as anyone opens them: for the reason "rights", on the record. What cannot be opened (a second person must
    agree first, the permission ended) stands as its redacted copy and says so.

    Raises what `note_copy` does, and heard.feedback.keys.StoreAway; then no copy was made and nothing counts as opened.
    """
    submission = note_copy(request=request, by=opener.by, now=opener.now)
    return submission, sections_of(submission=submission, means=_means(submission, opener))


def _means(submission: Submission, opener: Opener) -> Means:
    def contact() -> dict[str, str] | None:
        try:
            return dict(_opened(submission, opener).contact)
        except _REFUSALS:
            return None

    def words(text: Text) -> str | None:
        try:
            return _opened(submission, opener, text).words
        except _REFUSALS:
            return None

    def message(message: Message) -> str:
        return message.redacted or _("Not read yet")

    return Means(
        own=lineage_ids(organisation=opener.organisation),
        contact=contact,
        words=words,
        message=message,
        was_looked_through=True,
    )


def _opened(submission: Submission, opener: Opener, text: Text | None = None) -> opening.Unsealed:
    asked = opening.Asked(
        submission=submission,
        organisation=opener.organisation,
        reason="rights",
        words=_("For the copy that the person asked for"),
        text=text,
    )
    return opening.open_sealed(asked=asked, by=opener.by, now=opener.now)
