"""Every code that the audit log holds can be read."""

import ast
from pathlib import Path

import pytest

import heard
from heard.accounts.audit_sentences import PARTS, SENTENCES, sentence

SOURCE = Path(heard.__file__).parent


def codes_in(source: str) -> set[str]:
    """Each `code="app.thing.done"` that is passed to a function."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    words = (word for call in calls for word in call.keywords if word.arg == "code")
    values = {word.value.value for word in words if isinstance(word.value, ast.Constant)}
    return {value for value in values if isinstance(value, str) and value.count(".") == 2}


def written() -> set[str]:
    return {code for path in SOURCE.rglob("*.py") for code in codes_in(path.read_text())}


def test_each_code_that_is_written_has_a_sentence() -> None:
    assert written() - set(SENTENCES) == set()


def test_no_sentence_stands_for_a_code_that_nothing_writes() -> None:
    assert set(SENTENCES) - written() == set()


def test_each_part_of_the_site_has_a_name() -> None:
    assert {code.split(".")[0] for code in SENTENCES} <= set(PARTS)


def test_a_code_without_sentence_would_be_found() -> None:
    assert codes_in('record(code="casework.note.sung", subject=note)') == {"casework.note.sung"}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_can_be_said_even_of_a_line_without_detail(code: str) -> None:
    assert sentence(code=code, detail={})


def test_a_role_is_said_by_its_name() -> None:
    assert sentence(code="accounts.role.given", detail={"role": "PRIVACY_LEAD"}) == "Gave the role Privacy lead"


def test_a_code_from_nowhere_is_shown_as_it_is() -> None:
    assert sentence(code="moon.cheese.eaten", detail={}) == "moon.cheese.eaten"
