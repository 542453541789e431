"""The tables of analysis and their columns: codes and numbers of each record, no moment finer than the hour, no id."""

from collections.abc import Mapping
from enum import StrEnum


class Table(StrEnum):
    """What is copied day by day."""

    VISITS = "visits"
    SUBMISSIONS = "submissions"
    PIECES = "pieces"
    THEMES = "themes"


LINKS = "links"
"""The campaign's links: what a link's number stands for. Small, and written whole."""

_SENT = {
    "day": "date",
    "hour": "int32",
    "placement": "int64",
    "area": "int64",
    "organisation": "int64",
    "came_by": "string",
    "language": "string",
}

_TONE = {"tone": "string", "tone_by": "string"}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    Table.VISITS: {
        "day": "date",
        "hour": "int32",
        "placement": "int64",
        "area": "int64",
        "kind": "string",
        "standing": "string",
        "visitor": "int64",
    },
    Table.SUBMISSIONS: {**_SENT, "standing": "string"},
    Table.PIECES: {**_SENT, **_TONE},
    Table.THEMES: {**_SENT, **_TONE, "theme": "string", "marked_by": "string"},
    LINKS: {
        "link": "int64",
        "wave": "int64",
        "partner": "int64",
        "channel": "string",
        "post": "string",
        "link_language": "string",
    },
}
"""Names and types of each table's columns. Days and hours are local; `visitor` stands for one browser on one link and
day, and is known of people's clicks alone."""
