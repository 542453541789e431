"""Where sent files wait to be imported: under random names, for their owner alone, until they are done with."""

import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from heard.feedback.imports.refusals import TooLarge
from heard.feedback.imports.sniffing import MOST_BYTES


def folder() -> Path:
    """Return the folder, made with owner-only rights where missing."""
    path = Path(settings.MEDIA_ROOT) / "imports"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(chunks: Iterable[bytes], *, ending: str) -> str:
    """Write the bytes under a random name with that ending, and return the name; raise TooLarge."""
    name = new_name(ending)
    path = folder() / name
    path.touch(mode=0o600)
    try:
        with path.open("wb") as file:
            for chunk in _not_too_many(chunks):
                file.write(chunk)
    except BaseException:
        path.unlink()
        raise
    return name


def _not_too_many(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise TooLarge(_("This file is larger than 2 GB. Split it into smaller files."))
        yield chunk


def new_name(ending: str) -> str:
    """Return a random name that nothing of the sender's is in."""
    return f"{secrets.token_hex(16)}{ending[:8]}"


def path_of(name: str) -> Path:
    """Return where the file of that name stands."""
    return folder() / Path(name).name


def erase(name: str) -> None:
    """Erase the file of that name, if there is one."""
    if name:
        path_of(name).unlink(missing_ok=True)
