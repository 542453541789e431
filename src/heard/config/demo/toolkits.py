"""A partner's toolkit that opens without signing in: its secret is kept in the demonstration's folder."""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from heard.accounts.models import User
from heard.campaigns.models import Partner
from heard.config.demo.speaking import TITLE
from heard.design.errors import NotFound
from heard.publication import actions, queries

WORKS_FOR_IT = "partner@carers-lantern.example.org"
DAYS = 90


def toolkit_path(*, now: datetime) -> str:
    """Return the path of the toolkit, by a link that is made where there is none that works; empty without partner."""
    partner = (
        Partner.objects.filter(campaign__title=TITLE, organisation__memberships__user__email=WORKS_FOR_IT)
        .select_related("campaign__owner", "organisation")
        .first()
    )
    if partner is None:
        return ""
    secret = _kept(now)
    if not secret:
        by = User.objects.filter(email="manager@good-care.example.org").first()
        secret = actions.make_toolkit_link(partner=partner, days=DAYS, by=by, now=now).secret
        _keep(secret)
    return reverse("publication:held_toolkit", args=[secret])


def _kept(now: datetime) -> str:
    """Return the secret that was kept, where it still opens the toolkit."""
    try:
        secret = _file().read_text(encoding="ascii").strip()
        return secret if queries.link_with_secret(secret).is_open(now) else ""
    except (FileNotFoundError, NotFound):
        return ""


def _keep(secret: str) -> None:
    _file().unlink(missing_ok=True)
    with os.fdopen(os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secret)


def _file() -> Path:
    return Path(settings.HEARD_HOME) / "demo-toolkit"
