"""What kind of file this is: one pass over its bytes finds digest, encoding and delimiter, or refuses it."""

import codecs
import csv
import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from heard.feedback.imports.refusals import NoRows, NotReadable, TooLarge, WrongKind

TEXT_ENDINGS = (".csv", ".tsv", ".txt")
MOST_BYTES = 2 * 1024**3
MOST_UNPACKED = 400 * 1024**2
MOST_PACKING = 300
_CHUNK = 1024**2
_START = 64 * 1024
_UNUSED_IN_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
_MOST_FOREIGN = 0.2
_BINARY = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1a")


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A file that can be read: its SHA-256, whether it is a spreadsheet, and otherwise its encoding and delimiter."""

    path: Path
    digest: str
    is_spreadsheet: bool
    encoding: str = ""
    delimiter: str = ","
    first_lines: int = 0


def examine(path: Path, *, file_name: str = "") -> Examined:
    """Return what the file is, judged by its bytes and by the ending of its name; raise a FileRefused."""
    ending = Path(file_name or path.name).suffix.lower()
    if ending not in (*TEXT_ENDINGS, ".xlsx"):
        raise WrongKind(
            _("A file that ends in “%(ending)s” cannot be imported. Save it as CSV or as XLSX.")
            % {"ending": ending[:12]}
        )
    size = path.stat().st_size
    if size == 0:
        raise NoRows(_("This file is empty."))
    if size > MOST_BYTES:
        raise TooLarge(_("This file is larger than 2 GB. Split it into smaller files."))
    with path.open("rb") as file:
        start = file.read(_START)
    if ending == ".xlsx":
        _check_spreadsheet(path, start)
        return Examined(path=path, digest=_digest(path), is_spreadsheet=True)
    if start[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"}:
        raise WrongKind(_("The name ends in “%(ending)s”, but the file is not text.") % {"ending": ending})
    return _examine_text(path, start)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_spreadsheet(path: Path, start: bytes) -> None:
    if start[:4] == b"\xd0\xcf\x11\xe0":
        raise WrongKind(_("This spreadsheet is locked with a password or of an old kind. Save it as XLSX without one."))
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise WrongKind(_("The name ends in “.xlsx”, but the file is not a spreadsheet, or it is damaged.")) from error
    if not any(member.filename == "xl/workbook.xml" for member in members):
        raise WrongKind(_("The name ends in “.xlsx”, but there is no spreadsheet inside."))
    is_bomb = any(
        member.file_size > _CHUNK and member.file_size > MOST_PACKING * max(1, member.compress_size)
        for member in members
    )
    if is_bomb or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise TooLarge(_("This spreadsheet unpacks to more than can be read safely. Save it as CSV."))


def _examine_text(path: Path, start: bytes) -> Examined:
    if not start.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n,;\x00"):
        if path.stat().st_size <= _START:
            raise NoRows(_("This file is empty."))
        raise NotReadable(_("This file begins with nothing but blanks, so that its header cannot be found."))
    encoding = _encoding(start)
    digest, encoding = _read_through(path, encoding)
    text = start.decode(encoding, errors="ignore").removeprefix("\ufeff")
    delimiter, first_lines = _delimiter(text)
    return Examined(
        path=path,
        digest=digest,
        is_spreadsheet=False,
        encoding=encoding,
        delimiter=delimiter,
        first_lines=first_lines,
    )


def _encoding(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise NotReadable(_("This file is written in UTF-32. Save it again as CSV in UTF-8."))
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    nuls = start.count(0)
    if nuls > len(start) // 4:
        return "utf-16-le" if start[1::2].count(0) > start[0::2].count(0) else "utf-16-be"
    return "utf-8"


def _read_through(path: Path, encoding: str) -> tuple[str, str]:
    """Return the digest and the encoding that every byte fits, UTF-8 before Windows-1252."""
    digest = hashlib.sha256()
    fits = True
    decoder = codecs.getincrementaldecoder(encoding)()
    counts = [0] * 256
    for chunk in _chunks(path):
        digest.update(chunk)
        for byte in set(chunk):
            counts[byte] += chunk.count(byte)
        if fits:
            fits = _decodes(decoder, chunk)
    fits = fits and _decodes(decoder, b"", final=True)
    is_wide = encoding.startswith("utf-16")
    if not is_wide and any(counts[byte] for byte in _BINARY):
        raise NotReadable(_("This file holds bytes that no text has (such as NUL): it is damaged, or not a text file."))
    if not fits and is_wide:
        raise NotReadable(_("This file is not whole UTF-16. Save it again as CSV in UTF-8."))
    if not fits:
        _check_windows(counts)
    return digest.hexdigest(), encoding if fits else "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        return "\x00" not in decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False


def _check_windows(counts: list[int]) -> None:
    foreign = sum(counts[128:]) / max(1, sum(counts))
    if foreign > _MOST_FOREIGN or any(counts[byte] for byte in _UNUSED_IN_CP1252):
        raise NotReadable(
            _("The letters of this file are in an encoding we do not know. Save it again as CSV in UTF-8.")
        )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _delimiter(text: str) -> tuple[str, int]:
    """Return the delimiter that cuts the header into most columns, and how many lines stand before the header."""
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        return first.strip()[-1], 1
    del rest
    widths = {each: _width(text, each) for each in (",", ";", "\t", "|")}
    return max(widths, key=lambda each: widths[each]), 0


def _width(text: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader(text.splitlines(keepends=True), delimiter=delimiter), []))
    except csv.Error:
        return 0
