"""The public side's words are told apart from staff's by files, and its translations keep what the words hold."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

import heard
from heard.design.languages import OTHERS, Language
from tests.rules import catalogues

SOURCE = Path(heard.__file__).parent.parent
TEMPLATES = {
    path.relative_to(folder).as_posix(): path
    for folder in SOURCE.glob("heard/*/jinja2")
    for path in folder.rglob("*.jinja")
}
NAMED = re.compile(r"""(?:extends|include|import|from)\s+"([\w/.-]+\.jinja)\"""")
EITHER_SIDE = "design/staff.jinja"


def parts_of(name: str) -> set[str]:
    """Return a template, and those of ours that it stands on or takes parts from."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one in TEMPLATES and one not in found:
            found.add(one)
            waiting += NAMED.findall(TEMPLATES[one].read_text())
    return found


def _public_templates() -> set[str]:
    drawn = {name for name in TEMPLATES if "design/public.jinja" in TEMPLATES[name].read_text()}
    drawn |= {name for name in TEMPLATES if drawn & set(NAMED.findall(TEMPLATES[name].read_text()))}
    return drawn


def _words_in(path: Path) -> bool:
    return bool(re.search(r"\b_\(|gettext", path.read_text()))


def test_each_template_that_the_public_sees_is_listed() -> None:
    parts = {part for name in _public_templates() for part in parts_of(name)} - parts_of(EITHER_SIDE)
    files = {TEMPLATES[part].relative_to(SOURCE).as_posix() for part in parts if _words_in(TEMPLATES[part])}
    assert {file for file in files if not catalogues.is_public(file)} == set()
    assert "heard/feedback/jinja2/feedback/question.jinja" in files


def test_each_module_that_fills_a_public_template_is_listed() -> None:
    names = _public_templates()
    filling = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.glob("heard/*/pages/**/*.py")
        if names & set(re.findall(r'template: ClassVar\[str\] = "([^"]+)"', path.read_text())) and _words_in(path)
    }
    assert {file for file in filling if not catalogues.is_public(file)} == set()
    assert "heard/campaigns/pages/public.py" in filling


def test_each_file_of_the_list_is_there() -> None:
    gone = [pattern for pattern in catalogues.public_files() if not list(SOURCE.glob(pattern))]
    assert gone == []


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_each_translation_keeps_the_places_of_its_words_and_is_compiled(language: Language) -> None:
    kept = catalogues.stored(language)
    kept_as_sources = Catalog(charset="utf-8")
    for message in kept:
        if message.id and message.string:
            kept_as_sources.add(message.id, None, message.locations, context=message.context)
    wrong = [
        fault
        for fault in catalogues.faults(language, kept_as_sources)
        if "any more" not in fault and "is not translated" not in fault
    ]
    assert wrong == []


def _faults(words: str | tuple[str, str], translated: str | tuple[str, ...], *, is_fuzzy: bool = False) -> list[str]:
    had = Message(words, translated, flags=("fuzzy",) if is_fuzzy else ())
    return list(catalogues.faults_of(Message(words), had))


def test_what_is_wrong_with_a_translation_would_be_found() -> None:
    assert _faults("Call %(name)s", "Dzwoń do %(name)s") == []
    assert _faults("Call us", "") == ["is not translated"]
    assert _faults("Call us", "Zadzwoń", is_fuzzy=True) == ["is marked as uncertain"]
    assert "does not keep its places" in _faults("Call %(name)s", "Zadzwoń do %(imię)s")[0]
    assert "does not keep its places" in _faults("{organisation} reads it", "Czyta to")[0]
    assert "does not keep its HTML" in _faults("Call <b>now</b>", "Zadzwoń teraz")[0]
    assert _faults(("%(n)s day", "%(n)s days"), ("jeden dzień", "%(n)s dni", "%(n)s dnia")) == []
    assert (
        "names a place that there is not" in _faults(("a day", "%(n)s days"), ("dzień", "%(m)s dni", "%(n)s dnia"))[0]
    )


def test_a_new_word_and_one_that_is_gone_would_be_found() -> None:
    sources = Catalog(charset="utf-8")
    sources.add("A sentence that nobody has translated", locations=[("src/heard/feedback/pages/told.py", None)])  # type: ignore[list-item]
    wrong = list(catalogues.faults(OTHERS[0], sources))
    assert any("'A sentence that nobody has translated' is not in the catalogue" in fault for fault in wrong)
    assert any("nothing says 'Send' any more" in fault for fault in wrong)


def test_renewing_changes_nothing_where_nothing_is_new() -> None:
    language = OTHERS[0]
    kept = catalogues.stored(language)
    sources = Catalog(charset="utf-8")
    for message in kept:
        if message.id:
            sources.add(message.id, None, message.locations, context=message.context)
    po = catalogues.as_po(language, catalogues.renewed(language, sources))
    assert po == catalogues.path_of(language).read_bytes()
