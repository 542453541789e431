"""Makes a site ready to use: tables, keys, the shipped theme framework, England's areas and the table of postcodes."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.management import call_command
from django.db import connection
from whitenoise.storage import CompressedManifestStaticFilesStorage

from heard.accounts.models import Organisation
from heard.config.schema import make_at_once
from heard.feedback import keys
from heard.feedback.queries.keyring import current_key
from heard.insight import actions as insight
from heard.measurement import actions as measurement
from heard.places import actions as places


def prepare(*, now: datetime) -> None:
    """Bring the tables and what they sum up up to date, make missing keys, and load what is shipped and not there yet.

    Safe to run each time: what is there already is left as it is.
    """
    Path(settings.HEARD_HOME).mkdir(parents=True, exist_ok=True)
    if not make_at_once(connection):
        call_command("migrate", verbosity=0, interactive=False)
    if keys.store().makes:
        keys.ensure_keys(organisations=Organisation.objects.filter(closed_at=None), now=now)
    insight.load_framework(now=now)
    places.load_missing_areas(now=now)
    places.load_missing_postcodes(now=now)
    places.ensure_national_contacts(now=now)
    measurement.recount_for_parts(now=now)


def what_is_missing() -> str:
    """Return one sentence where no form could be sent for want of a key, and nothing where all is there."""
    if current_key(organisation=None) is None:
        return "The worker has no key, so no form can be sent yet: run `heard keys new` on a machine that makes keys."
    return ""


def collect_static() -> None:
    """Gather style sheets and scripts under names that change with their content, compressed.

    The settings choose that storage only where it has been written before, so the first time it is named here.
    """
    command = collectstatic.Command()
    command.storage = CompressedManifestStaticFilesStorage()  # type: ignore[no-untyped-call]
    call_command(command, verbosity=0, interactive=False, clear=False)
