"""The catalogues of the public side: written anew from the sources, compiled, and compared with them.

Run as `python -m tests.rules.catalogues` (`make words`) to renew them after a word has changed, and with `--check` to
be told what is missing. `src/heard/locale/public.txt` says which files' words the public reads; only those are in the
catalogues.
"""

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from heard.design.languages import OTHERS, Language

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
LOCALE = SOURCE / "heard" / "locale"
PUBLIC = LOCALE / "public.txt"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLURALS = {
    "cy": "nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "ur": "nplurals=2; plural=(n != 1);",
    "en-easy": "nplurals=2; plural=(n != 1);",
}
"""How each language counts, as in the Unicode CLDR; for Polish without fractions."""

HEADER = """\
# {name} ({code}): the words of Heard's public side.
"""
AWAITING = "# AWAITING REVIEW: no translator has checked these words yet. Who has says so in heard.design.languages.\n"
MADE = datetime(2026, 11, 25, tzinfo=UTC)
"""A moment that never changes: the same words compile to the same bytes."""

_PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
_TAGS = re.compile(r"</?\w[^>]*>|&\w+;")


def public_files() -> tuple[str, ...]:
    """Return the patterns of the files whose words the public reads."""
    lines = (line.partition("#")[0].strip() for line in PUBLIC.read_text().splitlines())
    return tuple(line for line in lines if line)


def is_public(path: str) -> bool:
    """Return whether the words of a file, named from `src`, are read by the public."""
    return any(fnmatch(path, pattern) for pattern in public_files())


def extracted() -> Catalog:
    """Return every message of the public side, with the files that it stands in."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog(charset="utf-8")
    for name, _line, words, _comments, context in extract_from_dir(str(SOURCE), methods, options, KEYWORDS):
        if words and is_public(Path(name).as_posix()):
            catalogue.add(words, None, [(f"src/{Path(name).as_posix()}", None)], context=context)  # type: ignore[list-item]
    return catalogue


def path_of(language: Language) -> Path:
    """Return where a language's catalogue lies."""
    from django.utils.translation import to_locale

    return LOCALE / to_locale(language.code) / "LC_MESSAGES" / "django.po"


def stored(language: Language) -> Catalog:
    """Return a language's catalogue as it lies there; an empty one where there is none."""
    path = path_of(language)
    return read_po(io.BytesIO(path.read_bytes())) if path.is_file() else Catalog(charset="utf-8")


def renewed(language: Language, sources: Catalog) -> Catalog:
    """Return a language's catalogue with what the sources say now: new messages empty, those that are gone left out."""
    old = stored(language)
    new = read_po(io.BytesIO(_head(language)))
    for message in sorted(_messages(sources), key=_place):
        had = old.get(message.id, message.context)
        kept = had.string if had and _forms(had.id) == _forms(message.id) else ""
        new.add(message.id, kept, sorted(set(message.locations)), context=message.context)
    return new


def as_po(language: Language, catalogue: Catalog) -> bytes:
    """Return the catalogue as it is kept: one message after another, by the files that they stand in."""
    written = io.BytesIO()
    write_po(written, catalogue, width=120, omit_header=True, include_lineno=False, sort_output=False)
    return _head(language) + written.getvalue()


def _head(language: Language) -> bytes:
    """Return what stands at the head of a catalogue: no moment and no person, so that renewing changes nothing."""
    fields = (
        ("Project-Id-Version", "Heard"),
        ("Language", path_of(language).parent.parent.name),
        ("Plural-Forms", PLURALS[language.code]),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("X-Review", "done" if language.is_checked else "awaiting a translator"),
    )
    entry = 'msgid ""\nmsgstr ""\n' + "".join(f'"{name}: {value}\\n"\n' for name, value in fields)
    comment = (HEADER if language.is_checked else HEADER + AWAITING).format(name=language.name, code=language.code)
    return f"{comment}{entry}\n".encode()


def compiled(po: bytes) -> bytes:
    """Return the catalogue as programs read it."""
    written, catalogue = io.BytesIO(), read_po(io.BytesIO(po))
    catalogue.creation_date = catalogue.revision_date = MADE
    write_mo(written, catalogue)
    return written.getvalue()


def renew() -> None:
    """Write every catalogue anew, and compile it."""
    sources = extracted()
    for language in OTHERS:
        path, po = path_of(language), as_po(language, renewed(language, sources))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po)
        path.with_suffix(".mo").write_bytes(compiled(po))


def faults(language: Language, sources: Catalog) -> Iterator[str]:
    """Yield what is wrong with a language's catalogue, in plain sentences."""
    kept, path = stored(language), path_of(language)
    wanted = {(message.id, message.context) for message in map(_named, _messages(sources))}
    held = {(_first(message.id), message.context) for message in _messages(kept)}
    for words, context in sorted(held - wanted, key=str):
        yield f"{language.code}: nothing says {words!r} any more ({context or 'no context'}). Run: make words"
    for message in _messages(sources):
        had = kept.get(message.id, message.context)
        if had is None:
            yield f"{language.code}: {_first(message.id)!r} is not in the catalogue. Run: make words"
            continue
        yield from (f"{language.code}: {_first(message.id)!r} {what}" for what in faults_of(message, had))
    compiled_path = path.with_suffix(".mo")
    if not compiled_path.is_file() or compiled_path.read_bytes() != compiled(path.read_bytes()):
        yield f"{language.code}: the compiled catalogue is old. Run: make words"


def faults_of(message: Message, had: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    if had.fuzzy:
        yield "is marked as uncertain"
    strings = _forms(had.string)
    if not all(strings):
        yield "is not translated"
        return
    ids = _forms(message.id)
    for words in strings:
        if sorted(set(_PLACES.findall(words))) != sorted(set(_PLACES.findall(ids[-1]))) and len(ids) == 1:
            yield f"does not keep its places: {words!r}"
        if len(ids) > 1 and not set(_PLACES.findall(words)) <= set(_PLACES.findall(ids[-1])):
            yield f"names a place that there is not: {words!r}"
        if sorted(_TAGS.findall(words)) != sorted(_TAGS.findall(ids[0])):
            yield f"does not keep its HTML: {words!r}"
        if (words[:1] == " ", words[-1:] == " ") != (ids[0][:1] == " ", ids[0][-1:] == " "):
            yield f"does not keep the blank at its beginning or end: {words!r}"


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _named(message: Message) -> Message:
    return Message(_first(message.id), context=message.context)


def _forms(words: object) -> tuple[str, ...]:
    return tuple(map(str, words)) if isinstance(words, tuple | list) else (str(words or ""),)


def _first(words: object) -> str:
    return _forms(words)[0]


def _place(message: Message) -> tuple[str, str]:
    return min(str(name) for name, _ in message.locations), ""


def main(arguments: list[str]) -> int:
    """Renew the catalogues, or with `--check` return 1 where one is not whole."""
    if "--check" not in arguments:
        renew()
    sources = extracted()
    wrong = [fault for language in OTHERS for fault in faults(language, sources)]
    sys.stdout.write("".join(f"{fault}\n" for fault in wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
