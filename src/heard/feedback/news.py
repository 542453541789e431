"""What is sealed of an address for news: the address itself, the secret of its links, and the code of a text."""

import json
import secrets
from dataclasses import dataclass

from heard.feedback import keys, sealing
from heard.feedback.models import NewsAddress, SealingKey


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """An address, the secret that stands in its links, and the code that a text brings (none for email)."""

    address: str
    token: str
    code: str = ""

    def __repr__(self) -> str:
        return "Sealed(…)"


def new_sealed(*, address: str, with_code: bool) -> Sealed:
    """Return an address with a fresh secret, and with a code of six digits where it is shown by a code."""
    code = f"{secrets.randbelow(10**6):06d}" if with_code else ""
    return Sealed(address=address, token=secrets.token_urlsafe(32), code=code)


def hash_of(*, token: str) -> str:
    """Return what is stored of a link's secret."""
    return keys.keyed_hash(purpose="news-token", data=token.encode(errors="replace")).hex()


def hash_of_code(*, token_hash: str, code: str) -> str:
    """Return what is stored of a text's code: another for each address, so that none can be compared."""
    return keys.keyed_hash(purpose="news-code", data=f"{token_hash}|{code}".encode(errors="replace")).hex()


def close(*, row: NewsAddress, contents: Sealed, worker: SealingKey) -> None:
    """Seal the contents into the row, to the worker alone."""
    key = sealing.new_data_key()
    plaintext = json.dumps([contents.address, contents.token, contents.code], ensure_ascii=False).encode()
    row.sealed = sealing.seal(key=key, plaintext=plaintext, context=_context(row))
    row.key_for_worker = sealing.wrap(
        data_key=key, public_key=keys.public_key(stored=worker.public_key), context=_context(row)
    )
    row.worker_key = worker


def opened(*, row: NewsAddress) -> Sealed:
    """Return the contents as the worker opens them.

    Raises heard.feedback.sealing.CannotUnseal, and heard.feedback.keys' NoSuchKey and StoreAway.
    """
    if row.worker_key is None:
        raise sealing.CannotUnseal("There is no address any more.")
    key = keys.unwrap(key_id=row.worker_key.key_id, wrapped=row.key_for_worker, context=_context(row))
    address, token, code = json.loads(sealing.unseal(key=key, sealed=row.sealed, context=_context(row)))
    return Sealed(address=address, token=token, code=code)


def _context(row: NewsAddress) -> bytes:
    return f"heard/news/1|{row.submission_id}|{row.by}|{row.token_hash}".encode()
