"""The secret of a half-entered form: made anew whenever its enterer comes back, and kept nowhere.

Someone who fills in a form themself holds its secret in a cookie. For an entry it is made of the entry's seed, of who
enters it, and of the secret on the keyring: a copy of the database alone opens no entry, and no colleague's page does.
"""

from base64 import urlsafe_b64encode

from heard.feedback import keys
from heard.feedback.drafts import Secret
from heard.feedback.models import Entry


def secret_of(*, seed: str, entered_by: int) -> Secret:
    """Return the secret that opens what a person enters under a seed."""
    raw = keys.keyed_hash(purpose="draft-of-entry", data=f"{entered_by}|{seed}".encode())
    return Secret(urlsafe_b64encode(raw).decode().rstrip("="))


def secret_for(entry: Entry) -> Secret:
    """Return the secret that opens an entry's draft."""
    return secret_of(seed=entry.seed, entered_by=entry.entered_by_id)
