"""The erasure list: what was taken back of which submissions and when, kept beside the back-ups.

It holds ids and moments and nothing else. A back-up that is restored is older than the list: what was erased since is
erased again before anybody sees it, and so is withdrawn, narrowed or left out of figures what was since.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction

from heard.feedback.actions.erasing import erase_next, request_erasure
from heard.feedback.actions.narrowing import narrow_consent
from heard.feedback.actions.rights import leave_out_of_figures
from heard.feedback.actions.withdrawing import withdraw_submission
from heard.feedback.models import Consent, Erasure, ErasureHow, Submission

FILE = "erasures.jsonl"
NARROWED = "narrowed-"
"""Begins the name under which the moment stands at which a consent, by its id, was narrowed."""
AGAIN = "Taken back already, before a back-up was restored"
Entries = dict[str, Mapping[str, str]]


def own_file() -> Path:
    """Return where this site keeps its list."""
    return Path(settings.HEARD_HOME) / FILE


def write(*, beside: Path | None = None) -> int:
    """Bring this site's list up to date from its records, and the one beside the back-ups too; return its length."""
    entries = merged(_from_records(), read(own_file()), *([read(beside / FILE)] if beside else []))
    for path in (own_file(), *([beside / FILE] if beside else [])):
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(path.name + ".unfinished")
        unfinished.write_text(
            "".join(json.dumps({"id": key} | dict(one)) + "\n" for key, one in sorted(entries.items()))
        )
        unfinished.replace(path)
    return len(entries)


def read(path: Path) -> Entries:
    """Return the entries of a list, by the submission's id; none where there is no file. A torn line is left out."""
    if not path.exists():
        return {}
    return dict(_lines(path))


def merged(*lists: Entries) -> Entries:
    """Return all that any of the lists knows of each submission."""
    found: dict[str, Mapping[str, str]] = {}
    for entries in lists:
        for key, one in entries.items():
            found[key] = {**found.get(key, {}), **one}
    return found


def replay(*, entries: Entries, now: datetime) -> int:
    """Take back and erase again what the list names and the records still hold; return how many were erased."""
    again = 0
    for submissions in _chunks(entries):
        for submission in Submission.objects.filter(pk__in=submissions, erased_at=None):
            again += _replay_one(submission, entries[str(submission.pk)], now=now)
    while erase_next(holder="restore", now=now):
        pass
    return again


@transaction.atomic
def _replay_one(submission: Submission, entry: Mapping[str, str], *, now: datetime) -> int:
    if "objected" in entry:
        leave_out_of_figures(submission=submission, by=None, now=datetime.fromisoformat(entry["objected"]))
    _narrow_again(submission, entry)
    if "withdrawn" in entry:
        withdraw_submission(submission=submission, now=datetime.fromisoformat(entry["withdrawn"]))
    if "asked" not in entry:
        return 0
    how = entry.get("how", ErasureHow.STAFF)
    request_erasure(submission=submission, how=how, now=datetime.fromisoformat(entry["asked"]))
    return 1


def _narrow_again(submission: Submission, entry: Mapping[str, str]) -> None:
    narrowed = {int(name.removeprefix(NARROWED)): at for name, at in entry.items() if name.startswith(NARROWED)}
    standing = Consent.objects.filter(piece__submission=submission, narrowed_at=None)
    for key, at in narrowed.items():
        # Looked up one by one: narrowing one may have narrowed others with it.
        if (consent := standing.filter(pk=key).select_related("piece", "organisation").first()) is not None:
            narrow_consent(
                consent=consent,
                reason=AGAIN,
                by=None,
                organisation=submission.organisation,
                now=datetime.fromisoformat(at),
            )


def _from_records() -> Entries:
    """Return what the records say; nothing where there are none yet, or they are of a version that knew no erasure."""
    found: dict[str, dict[str, str]] = {}
    try:
        withdrawn = Submission.objects.filter(withdrawn_at__isnull=False).values_list("pk", "withdrawn_at")
        for key, at in withdrawn.iterator():
            found[str(key)] = {"withdrawn": at.isoformat()} if at else {}
        objected = Submission.objects.filter(objected_at__isnull=False).values_list("pk", "objected_at")
        for key, at in objected.iterator():
            found.setdefault(str(key), {})["objected"] = at.isoformat() if at else ""
        taken_back = Consent.objects.filter(narrowed_at__isnull=False, piece__submission__withdrawn_at=None)
        for key, consent, at in taken_back.values_list("piece__submission", "pk", "narrowed_at").iterator():
            found.setdefault(str(key), {})[f"{NARROWED}{consent}"] = at.isoformat() if at else ""
        erased = Erasure.objects.values_list("submission", "how", "asked_at", "finished_at")
        for key, how, asked, finished in erased.iterator():
            found.setdefault(str(key), {}).update(how=how, asked=asked.isoformat())
            if finished:
                found[str(key)]["finished"] = finished.isoformat()
    except DatabaseError:
        return {}
    return dict(found)


def _lines(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    for line in path.read_text().splitlines():
        try:
            one: dict[str, Any] = json.loads(line)
        except ValueError:
            continue
        if key := one.pop("id", ""):
            yield str(key), {str(name): str(value) for name, value in one.items()}


def _chunks(entries: Entries, size: int = 300) -> Iterable[list[str]]:
    keys = sorted(entries)
    return (keys[start : start + size] for start in range(0, len(keys), size))
