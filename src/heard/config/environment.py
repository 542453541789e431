"""Reads settings from the environment; each reader is safe when its variable is missing."""

import os
import secrets
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """Return the variable's text, or the default where it is missing or empty."""
    return os.environ.get(name, "") or default


def flag(name: str, *, default: bool = False) -> bool:
    """Return whether the variable says yes: `1`, `true`, `yes` or `on` in any case."""
    value = os.environ.get(name, "")
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def words(name: str, default: str = "") -> list[str]:
    """Return the variable's comma-separated words, without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, options: tuple[str, ...]) -> str:
    """Return the variable's option, the first where it is missing; raise ValueError where it is none of them."""
    value = text(name, options[0])
    if value not in options:
        raise ValueError(f"{name} must be one of {', '.join(options)}, not {value!r}.")
    return value


def folder(name: str, default: Path) -> Path:
    """Return the variable's folder as an absolute path; the folder need not exist."""
    return Path(text(name, str(default))).expanduser().resolve()


def number(name: str, default: int) -> int:
    """Return the variable's whole number; raise ValueError with the variable's name where it is not one."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ValueError(f"{name} must be a whole number, not {value!r}.") from error


def numbers(name: str, default: str, *, known: frozenset[str]) -> dict[str, int]:
    """Return the variable's numbers by name, written as `A=1,B=2`; a name that it leaves out keeps its default.

    Raises ValueError with the variable's name where one is no whole number above nought, or its name is not known.
    """
    told = dict(word.partition("=")[::2] for word in [*words("", default), *words(name)])
    for key, value in told.items():
        if key not in known or not value.isdecimal() or int(value) == 0:
            raise ValueError(f"{name} must be like {default!r}: {key}={value} is not.")
    return {key: int(value) for key, value in told.items()}


def secret(name: str, path: Path) -> str:
    """Return the variable's secret, or the one kept in `path`, which is made with owner-only rights when missing."""
    if value := text(name):
        return value
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        value = secrets.token_urlsafe(50)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(descriptor, "w") as file:
            file.write(value)
        return value
