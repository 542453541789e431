"""What people read is said in plain words: no word of those who build stands in a sentence, a heading or a label."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "heard"

_SAID = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
_IN_TEMPLATE = re.compile(r'\bn?(?:_|gettext)\(\s*"((?:[^"\\]|\\.)*)"')
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z.\d]*")
_BUILDERS_WORD = re.compile(
    r"allow-?list|white-?list|restat|idempoten|sniff|roll(?:ed)?-?\s?ups?\b|de-?duplicat|dedup|fr[ée]chet|\bdigest|\bpayload"
    r"|\bendpoint|\bslugs?\b|\bbooleans?\b|\bpars(?:e|ed|ing)\b|\bnull\b",
    re.IGNORECASE,
)


def said_in_code(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SAID:
            for each in node.args:
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each.value


def said_in_template(text: str) -> Iterator[str]:
    yield from (found[1] for found in _IN_TEMPLATE.finditer(text))


def with_builders_words(said: Iterator[str]) -> list[str]:
    return [each for each in said if _BUILDERS_WORD.search(_PLACEHOLDER.sub("", each))]


def test_no_sentence_holds_a_word_of_those_who_build() -> None:
    code = [each for path in SOURCE.rglob("*.py") for each in said_in_code(path.read_text())]
    templates = [each for path in SOURCE.rglob("*.jinja") for each in said_in_template(path.read_text())]

    assert len(code) > 1000
    assert len(templates) > 500
    assert with_builders_words(iter([*code, *templates])) == []


def test_such_a_word_would_be_found() -> None:
    code = (
        '_("An allow-listed outside address"); ngettext("%(restated)s is here", "Restated since", n); reverse("slug")'
    )

    assert with_builders_words(said_in_code(code)) == ["An allow-listed outside address", "Restated since"]
    assert with_builders_words(said_in_template('{{ _("The digest") }} {{ page.digest }}')) == ["The digest"]
