"""Films in British Sign Language: what is taken in, and a piece of a film at a time, as players ask for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

LARGEST_FILM = 200 * 1024 * 1024
LARGEST_CAPTIONS = 1024 * 1024
KINDS = {".mp4": "video/mp4", ".webm": "video/webm", ".vtt": "text/vtt"}
"""What films and captions may be, by the ending of their name."""

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CHUNK = 256 * 1024


def is_film(beginning: bytes, *, ending: str) -> bool:
    """Return whether a file begins as a film of its kind does: its name alone proves nothing."""
    if ending == ".mp4":
        return beginning[4:8] == b"ftyp"
    return ending == ".webm" and beginning.startswith(b"\x1a\x45\xdf\xa3")


def are_captions(beginning: bytes) -> bool:
    """Return whether a file begins as captions in WebVTT do."""
    return beginning.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of a file: its first byte, the byte after its last, and how large the whole is."""

    start: int
    end: int
    size: int

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the file."""
        return self.start == 0 and self.end == self.size

    @property
    def content_range(self) -> str:
        """The piece as the answer's header says it."""
        return f"bytes {self.start}-{self.end - 1}/{self.size}"


def piece_wanted(header: str, *, size: int) -> Piece | None:
    """Return the piece that a `Range` header asks for, all of it where there is none; None where there is no such."""
    asked = _RANGE.fullmatch(header.strip())
    if not asked or asked[1] == asked[2] == "":
        return Piece(start=0, end=size, size=size)
    if not asked[1]:
        start, end = max(0, size - int(asked[2])), size
    else:
        start, end = int(asked[1]), min(size, int(asked[2]) + 1) if asked[2] else size
    return Piece(start=start, end=end, size=size) if start < end else None


def read(file: IO[bytes], piece: Piece) -> Iterator[bytes]:
    """Yield a piece of a file a little at a time, and close the file."""
    with file:
        file.seek(piece.start)
        left = piece.end - piece.start
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
