"""The printed form: tagged for those who listen to it, in ordinary and in large print, each copy with its number."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from evidence.journey import Option, Question, Scope, Section
from heard.design import fonts
from heard.design.build import FONTS
from heard.feedback.paper import Print, Sheet, SheetQuestion, pdf_of
from heard.feedback.paper.printing import _link

pytestmark = pytest.mark.skipif(not FONTS.is_dir(), reason="The typefaces were not built.")

TITLE = "Tell us about care"


def _print(**fields: object) -> Print:
    tone = Question(slug="tone", kind="radios", label="How was it?", options=(Option(value="G", label="Good"),))
    words = Question(slug="words", kind="long_text", label='What #happened? *Say* "all" \\ $1 <here> @you')
    sheet = Sheet(
        notice_version="1",
        notice=(Section(heading="We keep it in confidence", paragraphs=("Locked away.",)),),
        help=(Section(heading="Call", paragraphs=("Call 999.",)),),
        parts=(
            SheetQuestion(number=1, question=tone, scope=Scope.PIECE),
            SheetQuestion(number=2, question=words, scope=Scope.PIECE),
        ),
        equality=(),
        next=(),
    )
    given = {"title": TITLE, "campaign": "Campaign", "organisation": "Office (fictional)", "phone": "020 7946 0100"}
    more = {"return_address": "Freepost OFFICE", "address": "https://heard.example.org/l/print", "sheet": sheet}
    return Print(**{**given, **more, **fields})  # type: ignore[arg-type]


def test_the_file_is_tagged_and_says_so() -> None:
    made = pdf_of(_print())
    assert made.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in made
    assert b"/StructTreeRoot" in made
    assert b"pdfuaid:part" in made
    assert b"/Lang" in made


def test_marks_in_a_question_are_words_and_set_nothing() -> None:
    assert pdf_of(_print()).startswith(b"%PDF")


def test_the_square_code_is_described_in_words() -> None:
    assert b"/Alt" in pdf_of(_print())
    assert b"/Alt" not in pdf_of(_print(address=""))


def test_large_print_takes_more_pages_and_each_number_a_copy_of_its_own() -> None:
    def pages(made: bytes) -> int:
        return len(re.findall(rb"/Type\s*/Page\b(?!s)", made))

    one = pages(pdf_of(_print()))
    assert pages(pdf_of(_print(is_large=True))) >= one
    assert pages(pdf_of(_print(numbers=(41, 42, 43)))) == 3 * one


def test_the_same_form_is_the_same_file() -> None:
    assert pdf_of(_print()) == pdf_of(_print())


def test_missing_typefaces_are_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "FONTS", tmp_path)
    with pytest.raises(fonts.FontsMissing, match=r"heard\.design\.build"):
        pdf_of(_print())


def test_a_form_in_urdu_is_set_from_right_to_left() -> None:
    with override("ur"):
        made = pdf_of(_print(title="اپنی دیکھ بھال کے بارے میں بتائیں"))
    assert re.search(rb"/Lang\s*\(ur", made)
    assert b"NotoNastaliqUrdu" in made


@pytest.mark.parametrize(
    ("link", "printed"),
    [
        ("https://999bsl.co.uk/", "999bsl.co.uk/"),
        ("https://heard.example.org/c/tell-us-how-it-was/contact/?find=adults#find", "heard.example.org"),
        ("http://127.0.0.1:8000/c/tell-us-how-it-was/contact/?find=adults#find", "127.0.0.1:8000"),
    ],
)
def test_an_address_is_printed_so_that_it_can_be_typed(link, printed):
    assert _link(link) == printed
