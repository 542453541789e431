"""Pictures and posters: the size that each network asks for, words as they are, and what stands beside them."""

import struct
from dataclasses import replace
from typing import Any

import pytest

from heard.design import fonts
from heard.design.languages import language_of
from heard.publication import pictures
from heard.publication.texts import Wording


def _has_fonts() -> bool:
    try:
        fonts.folder()
    except fonts.FontsMissing:
        return False
    return True


drawn = pytest.mark.skipif(not _has_fonts(), reason="the build brings the typefaces")


WORDING = Wording(
    title="Tell us how your care was",
    owner="Office for Good Care",
    partner="Lantern Carers",
    hashtag="#TellUs",
    address="https://heard.example.org/l/lantern-fb",
    picture="What was good?",
    invite="Tell us about your care",
    scan="Point your camera at the square",
    posts={},
)


def picture(slug: str, kind: str, *, language: str = "en-gb", has_qr: bool = False, **said: Any) -> bytes:
    return pictures.picture_of(
        replace(WORDING, **said),
        size=pictures.BY_SLUG[slug],
        kind=kind,
        language=language_of(language),
        accent="#7a2048",
        has_qr=has_qr,
    )


@drawn
def test_a_picture_has_the_size_that_the_network_asks_for():
    made = picture("facebook", "png")

    assert made.startswith(b"\x89PNG")
    assert struct.unpack(">II", made[16:24]) == (1200, 630)


@drawn
def test_words_cannot_change_how_a_picture_is_set():
    made = picture("square", "svg", title="#panic() $ </svg><script>alert(1)</script> & `raw`", partner="<b>")

    assert b"<script" not in made
    assert b"<svg" in made


@drawn
def test_a_poster_is_a_pdf_and_holds_a_long_title_in_urdu():
    made = picture("a5", "pdf", language="ur", has_qr=True, title="ہمیں بتائیں کہ آپ کی دیکھ بھال کیسی تھی " * 4)

    assert made.startswith(b"%PDF")


def test_every_network_of_the_list_is_there_at_its_size():
    sizes = {(size.width, size.height) for size in pictures.SIZES if not size.is_poster}

    assert sizes == {(1200, 630), (1600, 900), (1080, 1080), (1080, 1350), (1080, 1920)}


def test_the_words_beside_a_picture_say_what_it_shows():
    alt = pictures.alt_of(WORDING)

    assert alt == (
        "Tell us how your care was. What was good? Tell us about your care: heard.example.org/l/lantern-fb."
        " Lantern Carers · Office for Good Care · #TellUs."
    )
