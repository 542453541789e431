"""A post's picture is drawn anew."""

from io import BytesIO

import pytest
from PIL import Image

from heard.campaigns.pictures import PictureTooLarge, UnreadablePicture, picture_of


def a_file(kind: str, *, size: tuple[int, int] = (40, 20), **words: object) -> BytesIO:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, format=kind, **words)
    out.seek(0)
    return out


def test_where_a_picture_was_taken_is_gone_and_it_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Fictional Camera"
    exif.get_ifd(0x8825)[1] = "N"

    kept = picture_of(a_file("JPEG", exif=exif, comment=b"secret"))

    assert (kept.kind, kept.width, kept.height) == ("JPEG", 20, 40)
    again = Image.open(BytesIO(kept.content))
    assert not again.getexif()
    assert b"Fictional Camera" not in kept.content
    assert b"secret" not in kept.content


def test_its_content_says_what_it_is() -> None:
    assert picture_of(a_file("WEBP")).kind == "PNG"
    with pytest.raises(UnreadablePicture):
        picture_of(BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"))
    with pytest.raises(UnreadablePicture):
        picture_of(BytesIO(a_file("PNG").getvalue()[:60]))


@pytest.mark.slow
def test_a_picture_of_too_many_dots_is_refused_before_it_is_drawn() -> None:
    with pytest.raises(PictureTooLarge):
        picture_of(a_file("PNG", size=(8000, 6000)))
