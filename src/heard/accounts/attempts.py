"""Under which name attempts to get in are counted: a keyed hash, since allauth's own name holds a visitor's address."""

from django.utils.crypto import salted_hmac


def name_of(key: str, key_prefix: str, version: int) -> str:
    """Return the name under which Django's cache keeps a count, of which nobody learns an address."""
    told = f"{key_prefix}:{version}:{key}"
    return salted_hmac("heard.accounts.attempts", told, algorithm="sha256").hexdigest()
