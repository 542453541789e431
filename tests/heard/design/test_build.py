import gzip
import re

import pytest
from django.test import RequestFactory

from heard.design import build, views

HAS_BUILT = build.STYLE_SHEET.is_file()
built = pytest.mark.skipif(not HAS_BUILT, reason="The style sheet is not built: run python -m heard.design.build.")


@pytest.mark.parametrize(
    ("physical", "logical"),
    [
        ("a{margin-left:1px;padding-right:2px}", "a{margin-inline-start:1px;padding-inline-end:2px}"),
        ("a{left:0}", "a{inset-inline-start:0}"),
        ("a{border-left:1px solid;border-right-width:0}", "a{border-inline-start:1px solid;border-inline-end-width:0}"),
        ("a{text-align:left}b{text-align:right}", "a{text-align:start}b{text-align:end}"),
        ("a{scroll-margin-left:1px;--x-left:2px}", "a{scroll-margin-left:1px;--x-left:2px}"),
    ],
)
def test_lefts_and_rights_follow_the_direction_of_the_words(physical: str, logical: str) -> None:
    assert build.make_logical(physical) == logical


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".a{x:1}.b{y:2}", ".b{y:2}"),
        (".a,.b{x:1}", ".b{x:1}"),
        (".a:hover{x:1}.a--big{x:1}.ab{x:1}", ".ab{x:1}"),
        (".b .a{x:1}", ".b .a{x:1}"),
        ("@media(min-width: 1px){.a{x:1}.b{y:2}}", "@media(min-width: 1px){.b{y:2}}"),
        ("@media(min-width: 1px){.a{x:1}}", ""),
        (".b:not(.a,.c){x:1}", ".b:not(.a,.c){x:1}"),
    ],
)
def test_what_we_draw_ourselves_is_left_out(css: str, kept: str) -> None:
    assert build.without(css, (".a",)) == kept


@built
def test_a_second_build_finds_nothing_to_do() -> None:
    if build.PACKAGES.is_dir():
        build.build()
        assert build.build() is False


@built
def test_the_style_sheet_asks_nothing_of_another_site_and_names_no_web_font() -> None:
    css = build.STYLE_SHEET.read_text()
    assert not re.search(r"https?:|url\(['\"]?//|@font-face|@import|frutiger", css, re.IGNORECASE)


@built
def test_every_picture_in_the_style_sheet_is_there() -> None:
    for name in re.findall(r"url\(\"?\./([^)\"]+)", build.STYLE_SHEET.read_text()):
        assert (build.OUTPUT / name).is_file()


@built
def test_a_public_page_weighs_under_100_kilobytes_unpacked_and_30_packed() -> None:
    html = views.not_found(RequestFactory().get("/")).content
    own = [(build.HERE / "static" / "design" / name).read_bytes() for name in ("heard.js", "leave.js", "heard.svg")]
    parts = [html, build.STYLE_SHEET.read_bytes(), *own]
    assert sum(len(part) for part in parts) < 100_000
    assert sum(len(gzip.compress(part)) for part in parts) < 30_000


@built
def test_a_form_page_with_every_component_weighs_under_100_kilobytes_packed() -> None:
    parts = [build.STYLE_SHEET.read_bytes(), build.MODULE.read_bytes()]
    assert sum(len(gzip.compress(part)) for part in parts) < 40_000
