"""Which colours can be read on which: WCAG 2 contrast, so that no organisation's colour hides its own words."""

import re

INK = "#212b32"
PAPER = "#ffffff"
DEFAULT_ACCENT = "#005eb8"
READABLE = 4.5
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Return whether the text is a colour as `#rrggbb` and nothing else."""
    return _HEX.fullmatch(text) is not None


def luminance(colour: str) -> float:
    """Return WCAG 2's relative luminance of `#rrggbb`, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(part) for part in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return WCAG 2's contrast ratio of two colours, from 1 (the same) to 21 (black and white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(background: str) -> str:
    """Return black or white, whichever can be read better; one of them always reaches 4.5 to 1."""
    return max((PAPER, "#000000"), key=lambda text: contrast(text, background))


def readable_ink(colour: str, background: str = PAPER) -> str:
    """Return the colour, darkened as little as makes it readable (4.5 to 1) as text on a light background."""
    for step in range(101):
        darker = _darkened(colour, step / 100)
        if contrast(darker, background) >= READABLE:
            return darker
    return INK


def _channels(colour: str) -> tuple[int, int, int]:
    if not is_colour(colour):
        raise ValueError(f"{colour!r} is not a colour as #rrggbb.")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _darkened(colour: str, share: float) -> str:
    return "#" + "".join(f"{round(channel * (1 - share)):02x}" for channel in _channels(colour))
