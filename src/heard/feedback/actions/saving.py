"""Saving a form for later, and coming back to it with its code."""

from datetime import datetime

from django.db import transaction

from heard.feedback import saved
from heard.feedback.actions.drafting import AlreadySent, held_draft
from heard.feedback.drafts import Secret
from heard.feedback.models import SavedForm


@transaction.atomic
def save_for_later(*, secret: Secret, now: datetime) -> SavedForm:
    """Let the form be opened with its code until a day from now; saved again, it has the same code.

    Raises DraftGone and AlreadySent.
    """
    draft = held_draft(secret, now=now)
    if draft.submission_id is not None:
        raise AlreadySent
    draft.updated_at = now
    draft.save(update_fields=["updated_at"])
    return SavedForm.objects.update_or_create(
        pk=saved.saved_id(saved.code_of(secret)),
        defaults={"draft": draft, "sealed": saved.seal_secret(secret), "saved_at": now},
    )[0]
