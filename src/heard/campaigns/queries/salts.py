"""The salt of a day's visitor-days."""

from datetime import date

from heard.campaigns.models import DailySalt


def salt_of(*, day: date) -> bytes | None:
    """Return the salt of one day's visitor-days, where it stands."""
    salt = DailySalt.objects.filter(day=day).first()
    return bytes(salt.salt) if salt else None
