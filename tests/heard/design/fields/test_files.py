import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from heard.design import fields, forms
from tests.heard.design.drawing import drawn


class Import(forms.Form):
    file = fields.FileField(label="A file", hint="CSV or XLSX", accept=(".csv", ".xlsx"), max_bytes=2048)


def _sent(name: str, content: bytes) -> Import:
    return Import({}, {"file": SimpleUploadedFile(name, content)})


def test_a_form_with_a_file_says_that_it_has_parts() -> None:
    assert Import().is_multipart()


def test_a_file_of_the_right_kind_is_taken() -> None:
    form = _sent("Answers.CSV", b"words\nthanks\n")
    assert form.is_valid()
    assert form.cleaned_data["file"].read() == b"words\nthanks\n"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("answers.pdf", b"%PDF", "The file must be one of these kinds: .csv, .xlsx"),
        ("answers.csv", b"", "The file is empty. Choose another"),
        ("answers.csv", b"a" * 2049, "The file must be 2.0\xa0KB or smaller"),
    ],
)
def test_a_file_that_will_not_do_is_refused_in_words(name: str, content: bytes, sentence: str) -> None:
    assert _sent(name, content).errors["file"] == [sentence]


def test_a_missing_file_is_asked_for() -> None:
    form = Import({}, {})
    assert form.errors["file"] == ["Choose a file"]
    page = drawn(form["file"])
    control = page.find("input", type="file")
    assert control["accept"] == ".csv,.xlsx"
    assert [page.find(id=each).get_text(" ", strip=True) for each in control["aria-describedby"].split()] == [
        "CSV or XLSX",
        "Error: Choose a file",
    ]
