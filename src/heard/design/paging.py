"""Pages of a long list, whose links keep every other part of the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

PARAMETER = "page"
_AROUND = 1


@dataclass(frozen=True, kw_only=True)
class PageLink:
    """A link to one page of the list; a gap stands for the pages left out and leads nowhere."""

    text: str
    href: str = ""
    is_current: bool = False
    is_gap: bool = False


@dataclass(frozen=True, kw_only=True)
class Pager:
    """Which page of a list this is. `offset` and `per_page` cut the list; the links keep the query they came with."""

    number: int
    per_page: int
    total: int
    query: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def offset(self) -> int:
        """Return how many entries stand before this page."""
        return (self.number - 1) * self.per_page

    @property
    def first(self) -> int:
        """Return the place in the list of this page's first entry, from 1; 0 where the list is empty."""
        return self.offset + 1 if self.total else 0

    @property
    def last(self) -> int:
        """Return the place in the list of this page's last entry."""
        return min(self.offset + self.per_page, self.total)

    @property
    def has_many(self) -> bool:
        """Return whether there is more than one page."""
        return self.pages > 1

    @property
    def previous_href(self) -> str:
        """Return the address of the page before, or nothing."""
        return self.href(self.number - 1) if self.number > 1 else ""

    @property
    def next_href(self) -> str:
        """Return the address of the page after, or nothing."""
        return self.href(self.number + 1) if self.number < self.pages else ""

    @property
    def links(self) -> tuple[PageLink, ...]:
        """Return the first page, the last, those around this one, and gaps between them."""
        around = range(self.number - _AROUND, self.number + _AROUND + 1)
        shown = sorted({1, self.pages, *(number for number in around if 1 <= number <= self.pages)})
        links: list[PageLink] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number - before > 1:
                links.append(PageLink(text="…", is_gap=True))
            links.append(PageLink(text=str(number), href=self.href(number), is_current=number == self.number))
        return tuple(links)

    def href(self, number: int) -> str:
        """Return the address of one page, relative to this one."""
        return "?" + urlencode([*self.query, (PARAMETER, str(number))])


def pager(*, query: QueryDict | Mapping[str, str], total: int, per_page: int = 25) -> Pager:
    """Return the pager for an address's query; a page number that makes no sense leads to the nearest that does."""
    pairs = [(key, value) for key, values in _lists(query) for value in values]
    asked = dict(pairs).get(PARAMETER, "")
    pages = max(1, -(-total // per_page))
    number = min(max(int(asked), 1), pages) if asked.isdecimal() and len(asked) < 10 else 1
    kept = tuple((key, value) for key, value in pairs if key != PARAMETER)
    return Pager(number=number, per_page=per_page, total=total, query=kept)


def _lists(query: QueryDict | Mapping[str, str]) -> list[tuple[str, list[str]]]:
    if isinstance(query, QueryDict):
        return [(str(key), [str(value) for value in values]) for key, values in query.lists()]
    return [(key, [value]) for key, value in query.items()]
