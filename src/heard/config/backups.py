"""Back-up and restore: the database and the files in one archive, checked before anything is replaced.

Private keys are not in it: they are kept apart, so that a lost back-up opens nothing (docs/operations.md).
"""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files"
CHUNK = 1024 * 1024
# Salts are left out: with them, a back-up could tie the visits of its day together for as long as it is kept.


class CannotRestore(Exception):
    """The archive cannot be restored here; nothing was changed."""


class CannotBackUp(Exception):
    """The back-up could not be made; nothing is left behind."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What an archive holds: its format, when it was made, the database's kind, migrations and digest (SHA-256)."""

    format: int
    made_at: str
    vendor: str
    migrations: tuple[str, ...]
    database_sha256: str


def back_up(*, archive: Path, now: datetime) -> Manifest:
    """Write the database and the files to `archive` (.tar.gz), while the site goes on.

    The archive appears under its name only when it is whole. Raises CannotBackUp.
    """
    if archive.exists():
        raise CannotBackUp(f"{archive} is there already; name another file.")
    archive.parent.mkdir(parents=True, exist_ok=True)
    unfinished = archive.with_name(archive.name + ".unfinished")
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        database = Path(folder) / DATABASE
        _copy_database(database)
        manifest = Manifest(
            format=FORMAT,
            made_at=now.isoformat(),
            vendor=connection.vendor,
            migrations=tuple(_applied_migrations()),
            database_sha256=_digest(database),
        )
        (Path(folder) / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1))
        try:
            with tarfile.open(unfinished, "w:gz", compresslevel=1) as tar:
                tar.add(Path(folder) / MANIFEST, MANIFEST)
                tar.add(database, DATABASE)
                if Path(settings.MEDIA_ROOT).is_dir():
                    tar.add(settings.MEDIA_ROOT, FILES)
            unfinished.replace(archive)
        finally:
            unfinished.unlink(missing_ok=True)
    return manifest


def restore(*, archive: Path, replace: bool) -> Manifest:
    """Put the archive's database and files in place of this site's. Stop the site first.

    Refuses, changing nothing, an archive that is damaged, of another kind of database, or from a newer version, and a
    site that holds records already unless `replace` is true. Raises CannotRestore.
    """
    with tempfile.TemporaryDirectory(dir=_state_folder()) as folder:
        manifest = _unpacked(archive, Path(folder))
        _check(manifest, Path(folder), replace=replace)
        _replace_database(Path(folder) / DATABASE)
        _replace_files(Path(folder) / FILES)
    return manifest


def _state_folder() -> Path:
    home = Path(settings.HEARD_HOME)
    home.mkdir(parents=True, exist_ok=True)
    return home


def _copy_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        source = name if name.startswith("file:") else f"{Path(name).resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(source, uri=True)) as original, closing(sqlite3.connect(target)) as copy:
            original.backup(copy)
            copy.execute("DELETE FROM campaigns_dailysalt")
            copy.commit()
            copy.execute("VACUUM")
        return
    arguments = ["--format=custom", "--exclude-table-data=campaigns_dailysalt", f"--file={target}"]
    _run_postgres("pg_dump", arguments, CannotBackUp)


def _run_postgres(program: str, arguments: list[str], failure: Callable[[str], Exception]) -> None:
    details = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    path = shutil.which(program)
    if path is None:
        raise failure(f"{program} is not on this machine. Install PostgreSQL's client programs.")
    environment = {key: str(details[name]) for key, name in names.items() if details.get(name)}
    environment["PATH"] = str(Path(path).parent)
    done = subprocess.run([path, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise failure(f"{program} said: {done.stderr.strip().splitlines()[-1] if done.stderr else 'nothing'}")


def _applied_migrations() -> Iterator[str]:
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        yield f"{app}.{name}"


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _unpacked(archive: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(folder, filter="data")
        values: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        values["migrations"] = tuple(values["migrations"])
        return Manifest(**values)
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise CannotRestore(f"{archive.name} is not a whole back-up of Heard. Nothing was changed.") from error


def _check(manifest: Manifest, folder: Path, *, replace: bool) -> None:
    if manifest.format != FORMAT:
        raise CannotRestore(f"The back-up has format {manifest.format}; this version reads format {FORMAT}.")
    if manifest.vendor != connection.vendor:
        raise CannotRestore(f"The back-up is of {manifest.vendor}; this site runs on {connection.vendor}.")
    if not (folder / DATABASE).is_file() or _digest(folder / DATABASE) != manifest.database_sha256:
        raise CannotRestore("The back-up is damaged: its database is not the one it was made with.")
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations or ()}
    if unknown := sorted(set(manifest.migrations) - known):
        raise CannotRestore(f"The back-up is of a newer version: it knows {unknown[0]}. Upgrade Heard first.")
    if not replace and any(_applied_migrations()):
        raise CannotRestore("This site holds records already. Add --replace to put the back-up in their place.")


def _replace_database_file(source: Path, target: Path) -> None:
    """Put the copy in place of the database in one step, once it lies beside it; until then the old one stands."""
    staged = target.with_name(target.name + ".restored")
    try:
        shutil.move(source, staged)
        if target.exists():
            with closing(sqlite3.connect(target)) as old:
                old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for leftover in (target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
            leftover.unlink(missing_ok=True)
        staged.replace(target)
    except (OSError, sqlite3.Error) as error:
        staged.unlink(missing_ok=True)
        raise CannotRestore(f"The database could not be put in place: {error}. The old one is still there.") from error


def _replace_database(source: Path) -> None:
    if connection.vendor == "sqlite":
        connections.close_all()
        _replace_database_file(source, Path(settings.DATABASES["default"]["NAME"]))
        return
    _run_postgres(
        "pg_restore",
        [
            "--clean",
            "--if-exists",
            "--no-owner",
            "--single-transaction",
            f"--dbname={connection.settings_dict['NAME']}",
            str(source),
        ],
        CannotRestore,
    )


def _replace_files(source: Path) -> None:
    target = Path(settings.MEDIA_ROOT)
    if target.exists():
        shutil.rmtree(target)
    if source.is_dir():
        shutil.move(str(source), target)
