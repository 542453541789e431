"""The key part of a back-up: the wrapped keys, in a file of their own with a shorter life than the records.

A wrapped key opens nothing without a private key, and those stand in no back-up; but what was erased must be gone from
back-ups too, and without its wrapped key a sealed word is gone. The rows name submission and key by what never changes,
so that a key part of one night fits the records of another, though keys were changed in between.
"""

import gzip
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from heard.accounts.models import Organisation
from heard.feedback import keys
from heard.feedback.models import Consent, Recipient, SealingKey, Submission, WrappedKey

FORMAT = 1
SUFFIX = ".keys.gz"
CHUNK = 500
_MOMENTS = ("created_at", "retired_at", "forgotten_at")


class NotAKeyPart(Exception):
    """The file is not a whole key part."""


def path_beside(archive: Path) -> Path:
    """Return where the key part of an archive stands."""
    return archive.with_name(archive.name.removesuffix(".gz").removesuffix(".tar") + SUFFIX)


def write(*, path: Path, now: datetime) -> int:
    """Write every wrapped key; return how many. The file appears under its name only when it is whole."""
    unfinished = path.with_name(path.name + ".unfinished")
    count = 0
    try:
        with gzip.open(unfinished, "wt", compresslevel=1) as file:
            head = {"format": FORMAT, "made_at": now.isoformat(), "sealing_keys": list(_sealing_keys())}
            file.write(json.dumps(head) + "\n")
            rows = WrappedKey.objects.order_by("pk").values_list("submission", "sealing_key__key_id", "wrapped")
            for submission, key_id, wrapped in rows.iterator(chunk_size=CHUNK):
                file.write(json.dumps([str(submission), key_id, b64encode(keys.raw_of(wrapped)).decode()]) + "\n")
                count += 1
            file.write(json.dumps({"rows": count}) + "\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def made_at(path: Path) -> datetime:
    """Return when a key part was made. Raises NotAKeyPart."""
    try:
        with gzip.open(path, "rt") as file:
            head = json.loads(file.readline())
        if head["format"] != FORMAT:
            raise NotAKeyPart(f"{path.name} has format {head['format']}; this version reads format {FORMAT}.")
        return datetime.fromisoformat(head["made_at"])
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise NotAKeyPart(f"{path.name} is not the key part of a back-up.") from error


def check(path: Path) -> None:
    """Raise NotAKeyPart unless the file is whole."""
    made_at(path)
    for _row in _rows(path):
        pass


def load(path: Path) -> int:
    """Give back to each submission that is here the keys that the file holds of it; return how many came back.

    What was erased, withdrawn or narrowed meanwhile gets none of what it lost.
    """
    _know_sealing_keys(path)
    sealing = dict(SealingKey.objects.values_list("key_id", "pk"))
    back, rows = 0, _rows(path)
    while some := list(islice(rows, CHUNK)):
        back += _load_some(some, sealing)
    _drop_what_was_taken_back()
    return back


def _sealing_keys() -> Iterator[dict[str, Any]]:
    for key in SealingKey.objects.order_by("pk"):
        yield {
            "key_id": key.key_id,
            "organisation": key.organisation_id,
            "public_key": b64encode(keys.raw_of(key.public_key)).decode(),
            "created_at": key.created_at.isoformat(),
            "retired_at": key.retired_at and key.retired_at.isoformat(),
            "forgotten_at": key.forgotten_at and key.forgotten_at.isoformat(),
        }


@transaction.atomic
def _know_sealing_keys(path: Path) -> None:
    """Make known the keys that were made, retired or forgotten after the records were backed up, and before this part.

    Without them the wrapped keys of older records, which were wrapped anew since, would fit no key.
    """
    with gzip.open(path, "rt") as file:
        told = json.loads(file.readline()).get("sealing_keys", [])
    organisations = set(Organisation.objects.values_list("pk", flat=True))
    for each in told:
        for moment in ("retired_at", "forgotten_at"):
            if each[moment]:
                known = SealingKey.objects.filter(key_id=each["key_id"], **{moment: None})
                known.update(**{moment: datetime.fromisoformat(each[moment])})
    for each in told:
        is_known = SealingKey.objects.filter(key_id=each["key_id"]).exists()
        if is_known or each["organisation"] not in {None, *organisations}:
            continue
        moments = {name: each[name] and datetime.fromisoformat(each[name]) for name in _MOMENTS}
        if SealingKey.objects.current().filter(organisation=each["organisation"]).exists():
            moments["retired_at"] = moments["retired_at"] or moments["created_at"]
        SealingKey.objects.create(
            key_id=each["key_id"],
            organisation_id=each["organisation"],
            public_key=b64decode(each["public_key"]),
            **moments,
        )


@transaction.atomic
def _load_some(rows: list[tuple[str, str, bytes]], sealing: dict[str, int]) -> int:
    here = Submission.objects.filter(pk__in={row[0] for row in rows}, erased_at=None, originals_erased_at=None)
    found = list(here.values_list("pk", flat=True))
    ids = {str(key) for key in found}
    held = {
        (str(submission), key)
        for submission, key in WrappedKey.objects.filter(submission__in=found).values_list("submission", "sealing_key")
    }
    new = [
        WrappedKey(submission_id=submission, sealing_key_id=sealing[key_id], wrapped=wrapped)
        for submission, key_id, wrapped in rows
        if submission in ids and key_id in sealing and (submission, sealing[key_id]) not in held
    ]
    WrappedKey.objects.bulk_create(new)
    return len(new)


def _drop_what_was_taken_back() -> None:
    standing = Consent.objects.filter(
        piece__submission=OuterRef("submission"),
        recipient=Recipient.ORGANISATION,
        organisation=OuterRef("sealing_key__organisation"),
        narrowed_at=None,
    )
    taken_back = Consent.objects.filter(
        piece__submission=OuterRef("submission"), organisation=OuterRef("sealing_key__organisation")
    )
    of_organisations = WrappedKey.objects.filter(sealing_key__organisation__isnull=False)
    of_organisations.filter(Exists(taken_back), ~Exists(standing)).delete()


def _rows(path: Path) -> Iterator[tuple[str, str, bytes]]:
    count, told = 0, -1
    try:
        with gzip.open(path, "rt") as file:
            file.readline()
            for line in file:
                one: Any = json.loads(line)
                if isinstance(one, dict):
                    told = int(one["rows"])
                    break
                count += 1
                yield str(one[0]), str(one[1]), b64decode(one[2])
    except (OSError, EOFError, ValueError, KeyError, IndexError, TypeError) as error:
        raise NotAKeyPart(f"{path.name} is damaged.") from error
    if count != told:
        raise NotAKeyPart(f"{path.name} is cut off.")
