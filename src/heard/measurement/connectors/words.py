"""The plain words and the links of a post that came as HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_BREAKS = frozenset({"p", "br", "div", "li"})


@dataclass(frozen=True, kw_only=True)
class Plain:
    """Words without marks, and where its links lead."""

    text: str
    links: tuple[str, ...]


@dataclass
class _Kept:
    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept = _Kept()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.kept.words.append(" ")
        href = dict(attrs).get("href") if tag == "a" else None
        if href:
            self.kept.links.append(href)

    def handle_data(self, data: str) -> None:
        self.kept.words.append(data)


def plain(html: str) -> Plain:
    """Return the words of a post's HTML and its links."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Plain(text=" ".join("".join(reader.kept.words).split()), links=tuple(reader.kept.links))
