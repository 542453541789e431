"""An organisation's mark: any picture that Pillow reads becomes one small PNG, and nothing else is kept of it."""

from io import BytesIO
from typing import IO

from PIL import Image, UnidentifiedImageError

LARGEST_UPLOAD = 2 * 1024 * 1024
_LARGEST_SIDE = 6000
_FITS = (640, 160)


class UnreadableMark(Exception):
    """The file is no picture that we can read."""


class MarkTooLarge(Exception):
    """The file has too many bytes, or the picture too many dots."""


def encode(upload: IO[bytes]) -> bytes:
    """Return the picture as PNG, at most 640 by 160 dots, without whatever else the file carried.

    Raises UnreadableMark and MarkTooLarge.
    """
    given = upload.read(LARGEST_UPLOAD + 1)
    if len(given) > LARGEST_UPLOAD:
        raise MarkTooLarge
    try:
        with Image.open(BytesIO(given), formats=("PNG", "JPEG", "GIF", "WEBP")) as picture:
            if max(picture.size) > _LARGEST_SIDE:
                raise MarkTooLarge
            drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as failure:
        raise UnreadableMark from failure
    drawn.thumbnail(_FITS)
    encoded = BytesIO()
    Image.frombytes("RGBA", drawn.size, drawn.tobytes()).save(encoded, format="PNG", optimize=True)
    return encoded.getvalue()
