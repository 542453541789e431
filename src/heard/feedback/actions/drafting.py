"""Writes to a form before it is sent: each takes the draft as it now stands, so that two tabs never undo each other.

No audit line is written here: a draft is the person's own, and what it holds is nobody's to see.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from evidence.journey import Value
from heard.campaigns.models import Form, Placement
from heard.campaigns.queries import current_question_set
from heard.feedback.drafts import LIFETIME, Contents, Secret
from heard.feedback.models import Draft


class DraftGone(LookupError):
    """The draft was cleared, or its day is over."""


class AlreadySent(Exception):
    """The form was sent; its answers cannot be changed any more."""


@transaction.atomic
def begin_draft(
    *, form: Form, secret: Secret, placement: Placement | None, is_test: bool, now: datetime
) -> tuple[Draft, bool]:
    """Begin a form, and return its draft and whether it is a new one: the same secret begins only one.

    A placement of another campaign is not this form's, and is left out.
    """
    ours = placement if placement and placement.campaign_id == form.campaign_id else None
    return Draft.objects.get_or_create(
        pk=secret.draft_id,
        defaults={
            "form": form,
            "question_set": current_question_set(form),
            "placement": ours,
            "sealed": secret.seal(Contents()),
            "is_test": is_test,
            "started_at": now,
            "updated_at": now,
        },
    )


def store_answers(
    *, secret: Secret, values: Mapping[str, Value], piece: str, now: datetime, search: str | None = None
) -> Contents:
    """Keep the answers of one page, and the words that a service was looked for by, where there are any.

    Raises DraftGone and AlreadySent.
    """

    def change(contents: Contents) -> Contents:
        answers = contents.answers.storing(values, piece=piece)
        searches = contents.searches if search is None else {**contents.searches, piece: search}
        return replace(contents, answers=answers, searches=searches)

    return _change(secret, change, now=now)


def remove_piece(*, secret: Secret, piece: str, now: datetime) -> Contents:
    """Take one piece out of a form; the last one stays. Raises DraftGone and AlreadySent."""
    return _change(secret, lambda contents: replace(contents, answers=contents.answers.without_piece(piece)), now=now)


@transaction.atomic
def erase_draft(*, secret: Secret) -> None:
    """Erase a form that was begun, at the person's own wish. What was sent stays sent."""
    Draft.objects.filter(pk=secret.draft_id).delete()


@transaction.atomic
def erase_old_drafts(*, now: datetime) -> int:
    """Erase every draft that a day has passed over, and return how many there were."""
    return Draft.objects.filter(updated_at__lte=now - LIFETIME).delete()[1].get(Draft._meta.label, 0)


def held_draft(secret: Secret, *, now: datetime) -> Draft:
    """Return the draft, held until the transaction ends. Raises DraftGone."""
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("question_set__form__campaign", "question_set__form__organisation", "placement")
        .filter(pk=secret.draft_id, updated_at__gt=now - LIFETIME)
        .first()
    )
    if draft is None:
        raise DraftGone
    return draft


def keep(draft: Draft, contents: Contents, *, secret: Secret, now: datetime) -> None:
    """Seal the contents into a draft that is held."""
    draft.sealed = secret.seal(contents)
    draft.revision += 1
    draft.updated_at = now
    draft.save(update_fields=["sealed", "revision", "updated_at"])


@transaction.atomic
def _change(secret: Secret, change: Callable[[Contents], Contents], *, now: datetime) -> Contents:
    draft = held_draft(secret, now=now)
    if draft.submission_id is not None:
        raise AlreadySent
    changed = change(secret.unseal(draft.sealed))
    keep(draft, changed, secret=secret, now=now)
    return changed
