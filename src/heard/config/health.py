"""Whether this machine's site is well: what a load balancer, a timer or a person at 8 a.m. asks."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import ngettext

from heard.accounts.queries.chaining import is_chaining
from heard.config import sides
from heard.config.work import heartbeat_file
from heard.feedback import keys
from heard.feedback.keys import receipts_secret
from heard.feedback.keys.custody import never_backed_up
from heard.feedback.models import Piece, SealingKey, Submission
from heard.feedback.queries.keyring import resealing
from heard.insight.models import ReadingModel
from heard.insight.models_in_use import ModelAway, model_in_use, version_in_use
from heard.insight.safeguarding import own_rules_refused, risk_rules
from heard.places import postcodes
from heard.places.hours import LAST_KNOWN_DAY
from heard.places.queries import contacts_to_check

Check = Callable[[datetime], tuple[bool, str]]

SPARE_DISK = 500 * 1024 * 1024
HEARTBEAT_WITHIN = 30.0
READ_WITHIN = timedelta(seconds=60)


QUIET = {
    "log_min_error_statement": {"panic", "fatal"},
    "log_error_verbosity": {"terse"},
    "log_statement": {"none"},
    "log_min_duration_statement": {"-1"},
}
"""The settings of PostgreSQL's log, and the values under which it writes no value of a record."""


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One thing looked at: whether it is well, and one sentence."""

    name: str
    is_well: bool
    sentence: str


def look(*, now: datetime) -> tuple[Sign, ...]:
    """Return each sign; what cannot be looked at is not well."""
    return tuple(_look(name, check, now) for name, check in _CHECKS)


def _look(name: str, check: Check, now: datetime) -> Sign:
    try:
        is_well, sentence = check(now)
    except (DatabaseError, OSError) as error:
        is_well, sentence = False, f"Could not be looked at: {type(error).__name__}."
    return Sign(name=name, is_well=is_well, sentence=sentence)


def _database(now: datetime) -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return False, f"{len(waiting)} migrations are waiting: run `heard setup`."
    return True, f"{connection.display_name} answers and its tables are up to date."


def _server_log(now: datetime) -> tuple[bool, str]:
    """Look at what PostgreSQL writes into a log of its own: a failing statement holds what somebody said."""
    if connection.vendor != "postgresql":
        return True, "The database writes no log of its own."
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(QUIET)])
        loud = sorted(name for name, setting in cursor.fetchall() if setting not in QUIET[name])
    if loud:
        return (
            True,
            f"PostgreSQL's log may write what people said ({', '.join(loud)}): docs/operations.md says how not.",
        )
    return True, "PostgreSQL's log writes no values."


def _disk(now: datetime) -> tuple[bool, str]:
    free = shutil.disk_usage(settings.HEARD_HOME).free
    return free > SPARE_DISK, f"{free / 1024**3:.1f} GiB free where the state is kept."


def worker_is_there() -> bool:
    """Return whether this machine's worker went round just now."""
    file = heartbeat_file()
    return file.exists() and time.time() - file.stat().st_mtime < HEARTBEAT_WITHIN


def _worker(now: datetime) -> tuple[bool, str]:
    if not sides.serves_staff():
        return True, "No worker runs where the public is served; look at the machines that run it."
    file: Path = heartbeat_file()
    if not file.exists():
        return False, "The worker has never run here: start `heard work`, or `heard serve` with its worker."
    age = time.time() - file.stat().st_mtime
    return age < HEARTBEAT_WITHIN, f"The worker last went round {age:.0f} seconds ago."


def _reading(now: datetime) -> tuple[bool, str]:
    """Look at what people sent here; imports are read after it, and what cannot be read is for staff to look at.

    A paper form is here since it was entered, however long ago it came by post.
    """
    waiting = Piece.objects.filter(batch=None, read_at=None, submission__withdrawn_at=None)
    unreadable = waiting.exclude(leases__failure="").filter(leases__isnull=False)
    fresh = waiting.exclude(pk__in=unreadable.values("pk"))
    arrived = Coalesce("submission__entry__sent_at", "received_at")
    oldest = fresh.order_by("id").values_list(arrived, flat=True).first()
    note = f" {unreadable.count():,} could not be read and wait for a person." if unreadable.exists() else ""
    if oldest is None:
        return True, f"Everything that people sent has been read.{note}"
    age = now - oldest
    return age < READ_WITHIN, f"{fresh.count():,} pieces wait to be read, one for {age.total_seconds():,.0f} s.{note}"


def _audit(now: datetime) -> tuple[bool, str]:
    if is_chaining(now=now):
        return True, "Every line of the audit log is chained within a minute."
    return False, "Lines of the audit log wait to be chained for more than a minute."


def _keys(now: datetime) -> tuple[bool, str]:
    """Look whether what arrives can be sealed, and whether what was sealed can be opened where that is done."""
    if not SealingKey.objects.current().filter(organisation=None).exists():
        return False, "The worker has no key, so no form can be sent: run `heard keys new` where the worker runs."
    if not sides.serves_staff():
        return _public_keys()
    here = keys.store().ids()
    missing = [key.key_id for key in SealingKey.objects.kept().order_by("key_id") if key.key_id not in here]
    if missing:
        said = ngettext("%(number)s private key is not here:", "%(number)s private keys are not here:", len(missing))
        return False, f"{said % {'number': f'{len(missing):,}'}} {', '.join(missing[:3])}."
    far = resealing()
    if far.could_not:
        said = ngettext("%(number)s wrapped key does not open", "%(number)s wrapped keys do not open", far.could_not)
        return False, f"{said % {'number': f'{far.could_not:,}'}}: run `heard keys check`."
    note = f" Left to be wrapped anew: {far.waiting:,}." if far.waiting else ""
    if settings.HEARD_KEY_STORE == "files" and (
        bare := never_backed_up(folder=Path(settings.HEARD_KEYS), key_ids=here)
    ):
        said = ngettext("%(number)s is in no back-up made here", "%(number)s are in no back-up made here", len(bare))
        note += f" {said % {'number': f'{len(bare):,}'}}: run `heard keys backup`."
    return True, f"Every key that seals can be opened here.{note}"


def _public_keys() -> tuple[bool, str]:
    """Look whether a machine for the public has the receipts' secret and nothing that opens."""
    if not receipts_secret.is_here() and Submission.objects.exclude(receipt_hash="").exists():
        return False, "The receipts' secret is not here: copy it from another node, or return codes will not be known."
    lying = keys.FileStore(Path(settings.HEARD_KEYS)).ids()
    if lying:
        said = ngettext(
            "%(number)s opening key lies on this machine, which serves the public: take it away.",
            "%(number)s opening keys lie on this machine, which serves the public: take them away.",
            len(lying),
        )
        return False, said % {"number": f"{len(lying):,}"}
    return True, "What arrives can be sealed, and nothing here opens it."


def _postcodes(now: datetime) -> tuple[bool, str]:
    try:
        table = postcodes.table_at(settings.HEARD_POSTCODES)
    except postcodes.Unreadable as problem:
        return False, f"{problem} Run `heard load postcodes`."
    if table is None:
        return False, "There is no table of postcodes: run `heard setup`."
    return True, f"{table.header.rows:,} postcodes can be looked up ({table.header.edition or table.header.source})."


def _contacts(now: datetime) -> tuple[bool, str]:
    """Look at whom people in danger are told to call: what has expired is shown to nobody, which stops no site."""
    today = timezone.localdate(now)
    expired = list(contacts_to_check(today=today))
    if today > LAST_KNOWN_DAY - timedelta(days=90):
        return False, f"Bank holidays are known until {LAST_KNOWN_DAY} alone: bring Heard up to date."
    if expired:
        names = ", ".join(str(each.name) for each in expired[:3])
        return True, f"{len(expired)} urgent contacts have expired, are not shown, and wait to be checked: {names}."
    return True, "Every urgent contact was checked in time."


def _model(now: datetime) -> tuple[bool, str]:
    """Look at what reads themes and tone: one that must be learnt anew is said to be, which stops no site."""
    if not sides.serves_staff():
        return True, "No model reads where the public is served."
    try:
        model_in_use()
    except ModelAway as problem:
        return False, str(problem)
    if ReadingModel.objects.in_use().due().exists():
        return (
            True,
            f"{version_in_use()} reads themes and tone, and something it had learnt from is gone: run `heard train`.",
        )
    return True, f"{version_in_use()} reads themes and tone."


def _risk_rules(now: datetime) -> tuple[bool, str]:
    refused = own_rules_refused()
    if refused:
        return False, f"The file of HEARD_RISK_RULES cannot be used; those shipped are. {refused}"
    return True, f"Signs of harm are found by the rules {risk_rules().version}."


_CHECKS: tuple[tuple[str, Check], ...] = (
    ("database", _database),
    ("server log", _server_log),
    ("disk", _disk),
    ("keys", _keys),
    ("postcodes", _postcodes),
    ("worker", _worker),
    ("reading", _reading),
    ("model", _model),
    ("risk rules", _risk_rules),
    ("contacts", _contacts),
    ("audit", _audit),
)


def lines(signs: tuple[Sign, ...]) -> Iterator[str]:
    """Return one line for each sign."""
    for sign in signs:
        yield f"{'well' if sign.is_well else 'NOT WELL':<9}{sign.name:<11}{sign.sentence}"
