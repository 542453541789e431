"""A network's export that waits: its cells, its name and what was said of it, sealed until it goes on.

The key is made of the row's seed, of whose file it is, and of a secret on the keyring: a copy of the database opens
nothing, and once the row is deleted nobody does.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heard.campaigns.models import Campaign
from heard.feedback import keys
from heard.feedback.sealing import CannotUnseal, seal, unseal
from heard.measurement.models import WaitingExport

__all__ = ["CannotUnseal", "Waiting", "content_of", "new_seed", "opened", "seal_about", "seal_content"]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A file that waits, opened but for its cells: its columns that nobody knows (none: it was checked), and the rest.

    `told` is what was said of the file, by the names of Told; `is_check` says that it is only to be looked at.
    """

    pk: int
    campaign: Campaign
    kept_at: datetime
    is_check: bool
    file_name: str
    source: str
    headings: tuple[str, ...]
    told: Mapping[str, Any]


def new_seed() -> str:
    """Return the seed of one file's key."""
    return secrets.token_urlsafe(32)


def seal_content(*, row: WaitingExport, content: bytes) -> bytes:
    """Return a file's bytes, sealed for its row."""
    return seal(key=_key(row), plaintext=content, context=_context(row, "content"))


def content_of(row: WaitingExport) -> bytes:
    """Return the bytes of a file. Raises CannotUnseal."""
    return unseal(key=_key(row), sealed=row.sealed_content, context=_context(row, "content"))


def seal_about(
    *, row: WaitingExport, file_name: str, source: str, headings: Sequence[str], told: Mapping[str, Any]
) -> bytes:
    """Return a file's name, source and unknown columns and what was said of it, sealed for its row."""
    about = {"file_name": file_name, "source": source, "headings": list(headings), "told": dict(told)}
    plaintext = json.dumps(about, ensure_ascii=False).encode(errors="replace")
    return seal(key=_key(row), plaintext=plaintext, context=_context(row, "about"))


def opened(row: WaitingExport) -> Waiting:
    """Return a file with what was said of it. Raises CannotUnseal."""
    about = json.loads(unseal(key=_key(row), sealed=row.sealed_about, context=_context(row, "about")))
    return Waiting(
        pk=row.pk,
        campaign=row.campaign,
        kept_at=row.kept_at,
        is_check=row.is_check,
        file_name=about["file_name"],
        source=about["source"],
        headings=tuple(about["headings"]),
        told=about["told"],
    )


def _key(row: WaitingExport) -> bytes:
    data = f"{row.campaign_id}|{row.kept_by_id}|{row.seed}"
    return keys.keyed_hash(purpose="waiting-export", data=data.encode())


def _context(row: WaitingExport, part: str) -> bytes:
    return f"heard/waiting-export/1|{row.campaign_id}|{row.kept_by_id}|{part}".encode()
