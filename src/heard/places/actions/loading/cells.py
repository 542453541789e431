"""What a row's cells say, checked; each refusal is a sentence for the person who brought the list."""

import re
from collections.abc import Mapping
from datetime import date

from django.db import models

from heard.design.names import plain_name
from heard.places.actions.loading.report import Refused
from heard.places.postcodes import whole_of
from heard.places.reading import Row


def text_of(row: Row, column: str, *, longest: int) -> str:
    """Return the text of a column; raise Refused where it is too long or no text."""
    text = row.get(column, "")
    if len(text) > longest:
        raise Refused(f"The {column} is longer than {longest} characters.")
    if "\x00" in text:
        raise Refused(f"The {column} holds a sign that is no text.")
    return text


def name_of(row: Row, *, longest: int) -> str:
    """Return the row's name without signs that nobody sees; raise Refused where it has none."""
    name = plain_name(text_of(row, "name", longest=longest))
    if not name:
        raise Refused("It has no name.")
    return name


def code_of(row: Row, *, longest: int) -> str:
    """Return the row's code in capitals; raise Refused where it has none."""
    code = text_of(row, "code", longest=longest).upper()
    if not code:
        raise Refused("It has no code.")
    return code


def choice_of(text: str, choices: type[models.TextChoices], *, what: str) -> str:
    """Return the value of a choice written as its value or its label; raise Refused otherwise."""
    wanted = re.sub(r"[\s-]+", "_", text.strip()).upper()
    if wanted in choices.values:
        return wanted
    by_label = {str(label).upper(): value for value, label in choices.choices}
    if text.strip().upper() in by_label:
        return str(by_label[text.strip().upper()])
    raise Refused(f"The {what} “{text[:40]}” is not one of {', '.join(choices.values)}.")


def known(key: str, known: Mapping[str, int], *, what: str) -> int | None:
    """Return what a key stands for (None for an empty one); raise Refused where nobody knows it."""
    if key and key not in known:
        raise Refused(f"There is no {what} “{key[:40]}”.")
    return known.get(key)


def postcode_of(row: Row) -> str:
    """Return the row's postcode as it is usually written; raise Refused where it is none."""
    text = row.get("postcode", "").upper()
    found = whole_of("".join(text.split()))
    if text and not found:
        raise Refused("The postcode is not one.")
    return str(found or "")


def day_of(row: Row, column: str) -> date | None:
    """Return the day in a column written as 2026-04-01, or None; raise Refused otherwise."""
    text = row.get(column, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(f"The {column} must be a day like 2026-04-01.") from error
