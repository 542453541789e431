"""The preview token: it opens a campaign's pages before the public may see them, and marks what is done as a test."""

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare


def preview_token(*, campaign_id: int) -> str:
    """Return the campaign's token: the same each time, and not to be guessed without the site's secret key."""
    return Signer(salt="heard.campaigns.preview").signature(f"campaign {campaign_id}")


def opens_preview(*, campaign_id: int, token: str) -> bool:
    """Return whether the token is this campaign's."""
    return bool(token) and constant_time_compare(token, preview_token(campaign_id=campaign_id))
