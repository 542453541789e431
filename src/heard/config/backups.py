"""Back-up and restore: the database and the files in one archive, checked before anything is replaced.

Private keys are not in it: they are kept apart, so that a lost back-up opens nothing (docs/operations.md). The wrapped
keys stand in a second file with a shorter life, and beside both the list of what was erased since: an old back-up that
is restored brings nothing of it back.
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
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from heard.config import backup_keys, erasure_list
from heard.config.backup_keys import NotAKeyPart

FORMAT = 2
"""Format 1 held the wrapped keys among the records; it is still read."""
READ_FORMATS = (1, 2)
MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files"
CHUNK = 1024 * 1024
_LEFT_OUT = ("campaigns_dailysalt", "feedback_wrappedkey", "casework_owncopy")
"""With the salts, a back-up could tie the visits of its day together for as long as it is kept. Wrapped keys have a
part of their own with a short life. A person's own copy lives for seven days, and so in no back-up."""


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


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restore brought: the archive's manifest, which key part with how many keys, and how many it erased again.

    `needs_keys` where the words of the records stay closed until a key part is named.
    """

    manifest: Manifest
    key_part: Path | None
    keys: int
    erased_again: int
    needs_keys: bool


def back_up(*, archive: Path, now: datetime) -> Manifest:
    """Write the database and the files to `archive` (.tar.gz), and keys and erasure list beside it; the site goes on.

    Each file appears under its name only when it is whole; the back-ups beside it that have had their time are deleted.
    The records come first: a key without its record is left out at a restore, a record without its key would be lost.
    Raises CannotBackUp.
    """
    for path in (archive, backup_keys.path_beside(archive)):
        if path.exists():
            raise CannotBackUp(f"{path} is there already; name another file.")
    archive.parent.mkdir(parents=True, exist_ok=True)
    _last_folder().parent.mkdir(parents=True, exist_ok=True)
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
    backup_keys.write(path=backup_keys.path_beside(archive), now=now)
    erasure_list.write(beside=archive.parent)
    _last_folder().write_text(str(archive.parent.resolve()))
    prune(folder=archive.parent, now=now)
    return manifest


def restore(*, archive: Path, replace: bool, now: datetime, key_part: Path | None = None) -> Restored:
    """Put the archive's database and files in place of this site's, give the keys back, and erase again. Stop it first.

    `key_part` may be of another time than the records; without one the file beside the archive is taken, else the
    newest there. Refuses, changing nothing, an archive that is damaged, of another kind of database, or from a newer
    version, and a site that holds records already unless `replace` is true. Raises CannotRestore.
    """
    with tempfile.TemporaryDirectory(dir=_state_folder()) as folder:
        manifest = _unpacked(archive, Path(folder))
        _check(manifest, Path(folder), replace=replace)
        keys = _key_part(archive, key_part)
        erasure_list.write()
        _replace_database(Path(folder) / DATABASE)
        _replace_files(Path(folder) / FILES)
    _bring_up_to_date()
    entries = erasure_list.merged(
        erasure_list.read(archive.parent / erasure_list.FILE), erasure_list.read(erasure_list.own_file())
    )
    again = erasure_list.replay(entries=entries, now=now)
    came_back = backup_keys.load(keys) if keys else 0
    return Restored(
        manifest=manifest,
        key_part=keys,
        keys=came_back,
        erased_again=again,
        needs_keys=manifest.format != 1 and not keys,
    )


def prune(*, folder: Path, now: datetime) -> tuple[Path, ...]:
    """Delete the back-ups in a folder that are older than the days promised, keys by their own; return which."""
    gone = [
        path for path in sorted(folder.glob("*.tar.gz")) if _is_past(_made_at(path), now, settings.HEARD_BACKUP_DAYS)
    ]
    for path in sorted(folder.glob(f"*{backup_keys.SUFFIX}")):
        try:
            made = backup_keys.made_at(path)
        except NotAKeyPart:
            continue
        if _is_past(made, now, settings.HEARD_BACKUP_KEY_DAYS):
            gone.append(path)
    for path in gone:
        path.unlink()
    return tuple(gone)


def prune_last_folder() -> int:
    """Delete what has had its time where the last back-up was written, though nobody makes new ones; a dated job."""
    from heard.design import clock

    if not _last_folder().exists():
        return 0
    folder = Path(_last_folder().read_text().strip())
    return len(prune(folder=folder, now=clock.now())) if folder.is_dir() else 0


def _last_folder() -> Path:
    return Path(settings.HEARD_HOME) / "backup-folder"


def _made_at(path: Path) -> datetime | None:
    """Return when an archive was made; None where it is no back-up of Heard, which is nobody's to delete."""
    try:
        with tarfile.open(path, "r:gz") as tar:
            member = tar.next()
            file = tar.extractfile(member) if member and member.name == MANIFEST else None
            return datetime.fromisoformat(json.loads(file.read())["made_at"]) if file else None
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError, TypeError):
        return None


def _is_past(made: datetime | None, now: datetime, days: int) -> bool:
    return made is not None and made < now - timedelta(days=days)


def _key_part(archive: Path, named: Path | None) -> Path | None:
    beside = backup_keys.path_beside(archive)
    path = named or (beside if beside.exists() else _newest_key_part(archive.parent))
    if path is not None:
        try:
            backup_keys.check(path)
        except NotAKeyPart as problem:
            raise CannotRestore(f"{problem} Nothing was changed.") from problem
    return path


def _newest_key_part(folder: Path) -> Path | None:
    made: list[tuple[datetime, Path]] = []
    for path in folder.glob(f"*{backup_keys.SUFFIX}"):
        try:
            made.append((backup_keys.made_at(path), path))
        except NotAKeyPart:
            continue
    return max(made)[1] if made else None


def _bring_up_to_date() -> None:
    """Bring the tables up to this version, so that what was erased since can be erased again."""
    call_command("migrate", verbosity=0, interactive=False)


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
            copy.execute("PRAGMA secure_delete=ON")
            for table in _LEFT_OUT:
                copy.execute(f"DELETE FROM {table}")  # noqa: S608  # nosec B608  # the names stand above
            copy.commit()
            copy.execute("VACUUM")
        return
    left_out = [f"--exclude-table-data={table}" for table in _LEFT_OUT]
    arguments = ["--format=custom", *left_out, f"--file={target}"]
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
    if manifest.format not in READ_FORMATS:
        raise CannotRestore(f"The back-up has format {manifest.format}; this version reads formats up to {FORMAT}.")
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
