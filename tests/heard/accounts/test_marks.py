"""A mark is a small PNG of our own making, whatever was given."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from heard.accounts import marks


def picture(size: tuple[int, int], kind: str, mode: str = "RGB") -> BytesIO:
    drawn = BytesIO()
    Image.new(mode, size).save(drawn, format=kind)
    drawn.seek(0)
    return drawn


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "1"), ("JPEG", "L"), ("GIF", "P"), ("WEBP", "RGB")]
)
def test_each_kind_of_picture_becomes_a_png(kind: str, mode: str) -> None:
    made = Image.open(BytesIO(marks.encode(picture((900, 900), kind, mode))))

    assert (made.format, made.size) == ("PNG", (160, 160))


def test_what_else_the_file_carried_is_gone() -> None:
    given_ = BytesIO()
    told = Image.Exif()
    told[0x010E] = "where it was taken"
    Image.new("RGB", (10, 10)).save(given_, format="JPEG", exif=told)
    given_.seek(0)

    assert b"where it was taken" not in marks.encode(given_)


def test_a_picture_with_too_many_dots_is_refused_before_it_is_read() -> None:
    with pytest.raises(marks.MarkTooLarge):
        marks.encode(picture((6001, 1), "PNG"))


def test_a_file_with_too_many_bytes_is_refused() -> None:
    with pytest.raises(marks.MarkTooLarge):
        marks.encode(BytesIO(b"0" * (marks.LARGEST_UPLOAD + 1)))


@given(st.binary(max_size=400))
def test_what_is_no_picture_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(marks.UnreadableMark):
        marks.encode(BytesIO(content))


@given(st.integers(8, 600))
def test_a_broken_picture_is_refused_by_name_or_read(cut: int) -> None:
    whole = picture((64, 64), "PNG").getvalue()

    try:
        made = marks.encode(BytesIO(b"\x89PNG\r\n\x1a\n" + whole[cut:]))
    except marks.UnreadableMark:
        return
    assert made.startswith(b"\x89PNG")
