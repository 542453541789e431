"""Save and come back: a code that opens a form which was not sent yet on another device.

The code comes from the secret in the person's own cookie, so that the same form has the same code however often it is
saved. What is stored is the cookie's secret, sealed under a key that only the code gives, with the secret on the
keyring: who holds the database can neither open it nor try out codes, and from the code no one finds the cookie.
"""

from heard.feedback import keys
from heard.feedback.drafts import NotASecret, Secret
from heard.feedback.receipts import secret_of, spoken
from heard.feedback.receipts.code import SECRET_BYTES
from heard.feedback.sealing import CannotUnseal, seal, unseal


def code_of(secret: Secret) -> str:
    """Return the code of the form that the secret opens, as nine words."""
    return spoken(secret.derive("come-back")[:SECRET_BYTES])


def saved_id(code: str) -> str:
    """Return under what the form of a code is stored: 64 hexadecimal digits, from which the code cannot be found."""
    return keys.keyed_hash(purpose="saved-form", data=secret_of(code)).hex()


def seal_secret(secret: Secret) -> bytes:
    """Return the secret, sealed under the key that its own code gives."""
    code = code_of(secret)
    return seal(key=_key(code), plaintext=secret.value.encode(), context=_context(code))


def open_secret(*, code: str, sealed: bytes | memoryview) -> Secret:
    """Return the secret that was sealed under the code's key. Raises CannotUnseal."""
    try:
        return Secret(unseal(key=_key(code), sealed=sealed, context=_context(code)).decode())
    except NotASecret as error:
        raise CannotUnseal("What was sealed is no secret of a form.") from error


def _key(code: str) -> bytes:
    return keys.keyed_hash(purpose="saved-form-key", data=secret_of(code))


def _context(code: str) -> bytes:
    return f"heard/saved-form/1|{saved_id(code)}".encode()
