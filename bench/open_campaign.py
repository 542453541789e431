"""An open campaign in an empty site of its own, with rows of an import that wait to be read: what several benches use.

Importing it makes the site's folder (STATE) and sets Django up; with `--database` on the command line it is that
database's site, else SQLite's. Whoever imports it calls `thrown_away` around all it does.
"""

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

STATE = Path(tempfile.mkdtemp(prefix="heard-bench-"))
os.environ.update(
    HEARD_HOME=str(STATE), HEARD_SECRET_KEY="bench", HEARD_DEMO="1", DJANGO_SETTINGS_MODULE="heard.config.settings"
)
if "--database" in sys.argv:
    os.environ["HEARD_DATABASE_URL"] = sys.argv[sys.argv.index("--database") + 1]
else:
    os.environ.pop("HEARD_DATABASE_URL", None)

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from heard.accounts.models import Organisation, OrganisationKind  # noqa: E402
from heard.campaigns.models import Campaign, CampaignState, Channel, Form, Placement  # noqa: E402
from heard.design import clock  # noqa: E402
from heard.feedback import keys  # noqa: E402
from heard.feedback.actions import PieceIn, SubmissionIn, TextIn, receive_submission  # noqa: E402
from heard.feedback.models import ImportBatch, Piece, Submission, TextField  # noqa: E402
from heard.insight.actions import load_framework  # noqa: E402


@contextmanager
def thrown_away() -> Iterator[None]:
    """Throw the site's folder away at the end."""
    try:
        yield
    finally:
        shutil.rmtree(STATE, ignore_errors=True)


def opened(*, links: Sequence[str]) -> Form:
    """Prepare the site and open a campaign with these links; return its form."""
    call_command("migrate", verbosity=0)
    now = clock.now()
    load_framework(now=now)
    owner = Organisation.objects.create(name="Bench", slug="bench", kind=OrganisationKind.NATIONAL_BODY, created_at=now)
    keys.ensure_keys(organisations=[owner], now=now)
    campaign = Campaign.objects.create(
        slug="bench",
        title="Bench",
        owner=owner,
        state=CampaignState.OPEN,
        starts_on=now.date(),
        ends_on=now.date(),
        baseline_starts_on=now.date(),
        baseline_ends_on=now.date(),
        created_at=now,
        opened_at=now,
    )
    for code in links:
        Placement.objects.create(campaign=campaign, channel=Channel.OTHER, code=code, created_at=now)
    return Form.objects.create(campaign=campaign, organisation=owner, slug="bench", title="Tell us")


def receive(form: Form, words: str) -> int:
    """Receive one piece of these words as the form does, sealed; return its primary key."""
    given = SubmissionIn(
        organisation=form.organisation,
        campaign=form.campaign,
        form=form,
        notice_version="bench",
        pieces=(PieceIn(texts=(TextIn(field=TextField.WORDS, slug="words", words=words),)),),
    )
    return int(receive_submission(submission=given, now=clock.now()).submission.pieces.get().pk)


def wait_as_import(form: Form, texts: Sequence[str]) -> None:
    """Put rows of an import there that nobody has read, sealed like any other."""
    batch = ImportBatch.objects.create(
        organisation=form.organisation,
        file_name="comments.csv",
        digest="0" * 64,
        source="comments.csv",
        created_at=clock.now(),
        visible_at=clock.now(),
    )
    for words in texts:
        receive(form, words)
    Submission.objects.update(batch=batch)
    Piece.objects.update(batch=batch)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
