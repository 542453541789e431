"""Makes a database ready to use: tables, keys and the shipped theme framework."""

from datetime import datetime

from django.core.management import call_command

from heard.accounts.models import Organisation
from heard.feedback import keys
from heard.insight import actions as insight


def prepare(*, now: datetime) -> None:
    """Bring the tables up to date, make the keys that are missing, and load the shipped theme framework.

    Safe to run each time: what is there already is left as it is.
    """
    call_command("migrate", verbosity=0, interactive=False)
    keys.ensure_keys(organisations=Organisation.objects.filter(closed_at=None), now=now)
    insight.load_framework(now=now)


def collect_static() -> None:
    """Gather style sheets and scripts under names that change with their content, compressed."""
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
