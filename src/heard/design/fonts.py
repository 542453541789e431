"""Where the typefaces are that print documents: openly licensed files that the build copies out of pinned packages."""

from pathlib import Path

from heard.design.build import FONT_FILES, FONTS


class FontsMissing(Exception):
    """The typefaces are not there; the message says what to do."""


def folder() -> Path:
    """Return the folder of typefaces. Raises FontsMissing where the build has not run."""
    missing = [name for name in FONT_FILES if not (FONTS / name).is_file()]
    if missing:
        names = ", ".join(missing)
        raise FontsMissing(
            f"The typefaces {names} are not in {FONTS}: run `python -m heard.design.build` after `npm ci`."
        )
    return FONTS
