"""Which files hold what: a manifest for each campaign, and how far all records have been copied.

A reader takes the files that a manifest names and no others, so it sees each day whole, as it was before or after it
was written anew.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from heard.measurement.analysis.columns import LINKS, Table

FORMAT = 1
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One file of one day: its name, rows, how many of them tell an hour, size in bytes, SHA-256, when it was read."""

    file: str
    rows: int
    timed: int
    size: int
    digest: str
    read_at: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The files of one campaign: each table's days, and its links.

    `waiting` are days whose feedback was taken out, because something of it was erased, and is to be copied anew.
    """

    days: dict[Table, dict[date, Part]] = field(default_factory=lambda: {table: {} for table in Table})
    links: Part | None = None
    waiting: frozenset[date] = frozenset()

    def known(self) -> set[date]:
        """Return each day of which any table has a file."""
        return {day for held in self.days.values() for day in held}

    def parts(self) -> Iterator[Part]:
        """Yield each file."""
        for held in self.days.values():
            yield from held.values()
        if self.links is not None:
            yield self.links


@dataclass(frozen=True, kw_only=True)
class Marks:
    """How far the records have been copied: visits and pieces by id, all else by the moment it changed."""

    zone: str = ""
    visits: int = 0
    pieces: int = 0
    through_at: datetime = LONG_AGO


def root() -> Path:
    """Return the folder of all partitions."""
    return Path(settings.HEARD_PARTITIONS)


def folder_of(campaign: int) -> Path:
    """Return the folder of one campaign's files."""
    return root() / f"campaign-{campaign}"


def campaigns_held() -> list[int]:
    """Return the campaigns (primary keys) of which there are files."""
    found = (path.parent.name.removeprefix("campaign-") for path in root().glob("campaign-*/manifest.json"))
    return sorted(int(name) for name in found if name.isdecimal())


def manifest_of(campaign: int) -> Manifest:
    """Return a campaign's manifest; an empty one where nothing was copied."""
    told = _loaded(folder_of(campaign) / "manifest.json")
    if not told:
        return Manifest()
    days = {
        table: {date.fromisoformat(day): Part(**part) for day, part in told["days"].get(table.value, {}).items()}
        for table in Table
    }
    return Manifest(
        days=days,
        links=Part(**told[LINKS]) if told.get(LINKS) else None,
        waiting=frozenset(date.fromisoformat(day) for day in told["waiting"]),
    )


def keep(campaign: int, manifest: Manifest) -> None:
    """Put a manifest in the place of the one before, at once."""
    told = {
        "format": FORMAT,
        "days": {
            table.value: {day.isoformat(): asdict(part) for day, part in sorted(held.items())}
            for table, held in manifest.days.items()
        },
        LINKS: asdict(manifest.links) if manifest.links else None,
        "waiting": sorted(day.isoformat() for day in manifest.waiting),
    }
    _save(folder_of(campaign) / "manifest.json", told)


def marks() -> Marks:
    """Return how far the records were copied: nowhere, where they never were or by another rule of days."""
    told = _loaded(root() / "marks.json")
    if not told or told["format"] != FORMAT or told["zone"] != settings.TIME_ZONE:
        return Marks(zone=settings.TIME_ZONE)
    return Marks(
        zone=told["zone"],
        visits=told["visits"],
        pieces=told["pieces"],
        through_at=datetime.fromisoformat(told["through_at"]),
    )


def keep_marks(found: Marks) -> None:
    """Put marks in the place of those before."""
    told = asdict(replace(found, zone=settings.TIME_ZONE))
    _save(root() / "marks.json", {**told, "format": FORMAT, "through_at": found.through_at.isoformat()})


@contextmanager
def locked(name: str, *, waits: bool = True) -> Iterator[bool]:
    """Hold a lock that all processes share; yields whether it is held (where nobody waits, another may have it)."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / f"{name}.lock").open("w") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def writing() -> Any:
    """Hold the lock under which manifests change and files go."""
    return locked("writing")


def remove(campaign: int, files: Iterable[str]) -> None:
    """Delete files that the manifest names no more; call it while the lock is held."""
    for name in files:
        (folder_of(campaign) / name).unlink(missing_ok=True)


def _loaded(path: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    return told


def _save(path: Path, told: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    with beside.open("w") as opened:
        json.dump(told, opened, indent=1)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(path)
