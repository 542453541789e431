"""The look-up of a form that was saved for later."""

from dataclasses import dataclass
from datetime import datetime

from heard.campaigns.models import Form
from heard.feedback import saved
from heard.feedback.drafts import LIFETIME, Secret
from heard.feedback.models import SavedForm
from heard.feedback.sealing import CannotUnseal


class NothingSaved(LookupError):
    """No form waits under this code: it was sent or cleared, its day is over, or there never was one."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A form that waits under a code: which one, and the secret that opens it."""

    form: Form
    secret: Secret


def waiting_form(*, code: str, now: datetime) -> Waiting:
    """Return the form that waits under a code, as it is printed. Raises NothingSaved."""
    found = (
        SavedForm.objects.filter(pk=saved.saved_id(code), draft__submission=None, draft__updated_at__gt=now - LIFETIME)
        .select_related("draft__form__campaign")
        .first()
    )
    if found is None:
        raise NothingSaved
    try:
        secret = saved.open_secret(code=code, sealed=found.sealed)
    except CannotUnseal as error:
        raise NothingSaved from error
    return Waiting(form=found.draft.form, secret=secret)


def is_saved(*, secret: Secret) -> bool:
    """Return whether the form of this secret was saved for later."""
    return SavedForm.objects.filter(pk=saved.saved_id(saved.code_of(secret)), draft=secret.draft_id).exists()
