"""The campaign's film in British Sign Language: its file with captions, or an address outside."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import IO

from django.core.files.base import File
from django.db import transaction

from heard.accounts.actions import record
from heard.accounts.models import User
from heard.campaigns.models import Campaign


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file that staff sent, and the ending that its name will have."""

    file: IO[bytes]
    ending: str


@transaction.atomic
def change_film(
    *, campaign: Campaign, film: Upload | None, captions: Upload | None, address: str, by: User | None, now: datetime
) -> None:
    """Name the campaign's film: a file (the one that is there stays where none is sent), or an address outside."""
    campaign.film_address = address
    if address:
        campaign.film, campaign.film_captions = "", ""
    if film and not address:
        campaign.film.name = _stored(campaign, film)
    if captions and not address:
        campaign.film_captions.name = _stored(campaign, captions)
    campaign.save(update_fields=["film", "film_captions", "film_address"])
    record(code="campaigns.film.changed", subject=campaign, by=by, now=now, organisation=campaign.owner)


@transaction.atomic
def remove_film(*, campaign: Campaign, by: User | None, now: datetime) -> None:
    """Take the campaign's film away; the files stay in the store, and no page leads to them."""
    campaign.film, campaign.film_captions, campaign.film_address = "", "", ""
    campaign.save(update_fields=["film", "film_captions", "film_address"])
    record(code="campaigns.film.removed", subject=campaign, by=by, now=now, organisation=campaign.owner)


def _stored(campaign: Campaign, upload: Upload) -> str:
    """Store a file under the hash of what it holds, so that its address may be kept for ever, and return its name."""
    digest = sha256()
    upload.file.seek(0)
    while chunk := upload.file.read(1024 * 1024):
        digest.update(chunk)
    name = f"films/{digest.hexdigest()[:24]}{upload.ending}"
    upload.file.seek(0)
    if not campaign.film.storage.exists(name):
        campaign.film.storage.save(name, File(upload.file))
    return name
