"""A post's picture: drawn anew from its dots, so that nothing else that the file carried is kept or passed on."""

from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_UPLOAD = 10 * 1024 * 1024
_MOST_DOTS = 40_000_000
_QUALITY = 90


class UnreadablePicture(Exception):
    """The file is no picture that we can read."""


class PictureTooLarge(Exception):
    """The file has too many bytes, or the picture too many dots."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture as it is kept: `kind` is PNG or JPEG, its sides are in dots."""

    content: bytes
    kind: str
    width: int
    height: int

    @property
    def ending(self) -> str:
        """The ending of its file's name."""
        return ".png" if self.kind == "PNG" else ".jpg"


def picture_of(upload: IO[bytes]) -> Picture:
    """Return the picture, upright, as JPEG where it came as one, else as PNG. What it is, its content says.

    Raises UnreadablePicture and PictureTooLarge.
    """
    given = upload.read(LARGEST_UPLOAD + 1)
    if len(given) > LARGEST_UPLOAD:
        raise PictureTooLarge
    try:
        with Image.open(BytesIO(given), formats=("PNG", "JPEG", "WEBP")) as opened:
            if opened.width * opened.height > _MOST_DOTS:
                raise PictureTooLarge
            kind = "JPEG" if opened.format == "JPEG" else "PNG"
            upright = ImageOps.exif_transpose(opened)
            drawn = upright.convert("RGB" if kind == "JPEG" else "RGBA")
    except Image.DecompressionBombError as failure:
        raise PictureTooLarge from failure
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as failure:
        raise UnreadablePicture from failure
    bare = Image.frombytes(drawn.mode, drawn.size, drawn.tobytes())
    out = BytesIO()
    bare.save(out, format=kind, quality=_QUALITY, optimize=True)
    return Picture(content=out.getvalue(), kind=kind, width=bare.width, height=bare.height)
