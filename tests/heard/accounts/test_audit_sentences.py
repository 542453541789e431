"""Every code that the audit log holds can be read."""

import ast
import re
from pathlib import Path

import pytest

import heard
from heard.accounts.audit_sentences import PARTS, SENTENCES, sentence

SOURCE = Path(heard.__file__).parent


CODE = re.compile(rf"({'|'.join(PARTS)})\.[a-z_]+\.[a-z_]+")


def codes_in(source: str) -> set[str]:
    """Each `app.thing.done` that a source says, however it reaches `record`."""
    said = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    return {each for each in said if isinstance(each, str) and CODE.fullmatch(each)}


def written() -> set[str]:
    sources = (path for path in SOURCE.rglob("*.py") if path.name != "audit_sentences.py")
    return {code for path in sources for code in codes_in(path.read_text())}


@pytest.mark.slow
def test_each_code_that_is_written_has_a_sentence() -> None:
    assert written() - set(SENTENCES) == set()


@pytest.mark.slow
def test_no_sentence_stands_for_a_code_that_nothing_writes() -> None:
    assert set(SENTENCES) - written() == set()


def test_each_part_of_the_site_has_a_name() -> None:
    assert {code.split(".")[0] for code in SENTENCES} <= set(PARTS)


def test_a_code_without_sentence_would_be_found() -> None:
    assert codes_in('_write("casework.note.sung", note)') == {"casework.note.sung"}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_can_be_said_even_of_a_line_without_detail(code: str) -> None:
    assert sentence(code=code, detail={})


def test_a_role_is_said_by_its_name() -> None:
    assert sentence(code="accounts.role.given", detail={"role": "PRIVACY_LEAD"}) == "Gave the role Privacy lead"


def test_a_code_from_nowhere_is_shown_as_it_is() -> None:
    assert sentence(code="moon.cheese.eaten", detail={}) == "moon.cheese.eaten"
