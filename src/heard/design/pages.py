"""What every page is: a frozen value that names its template and holds each word and number the template shows."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page's title, whether its answers were wrong, and where "Back" leads (nowhere when empty)."""

    template: ClassVar[str]

    title: str
    has_errors: bool = False
    back_href: str = ""
