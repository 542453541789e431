"""The languages that the public side speaks, and where each one's pages are: the language stands in the path.

English has no prefix; every other language has a segment of its own ahead of the same path (`/ur/c/…`). Nothing is
remembered: no cookie is set, and what a browser would rather read is not asked. Staff pages are in English alone.
"""

import re
from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language of the public side.

    `code` is Django's, and what a submission records; `tag` says it to browsers; `name` is what its own readers call
    it. `is_checked` says whether a translator has read the catalogue: until then each page says that none has.
    """

    code: str
    tag: str
    prefix: str
    name: str
    direction: str = "ltr"
    is_easy: bool = False
    is_checked: bool = False

    @property
    def hreflang(self) -> str:
        """The tag by which search engines tell it from the others: easy read is English too."""
        return "en-x-easyread" if self.is_easy else self.tag

    @property
    def home(self) -> str:
        """The path of the front page in this language."""
        return f"/{self.prefix}/" if self.prefix else "/"


ENGLISH = Language(code="en-gb", tag="en-GB", prefix="", name="English", is_checked=True)

LANGUAGES: tuple[Language, ...] = (
    ENGLISH,
    Language(code="cy", tag="cy", prefix="cy", name="Cymraeg"),
    Language(code="pl", tag="pl", prefix="pl", name="Polski"),
    Language(code="ur", tag="ur", prefix="ur", name="اردو", direction="rtl"),
    Language(code="en-easy", tag="en-GB", prefix="easy", name="Easy read", is_easy=True),
)
"""In the order of the menu."""

OTHERS = LANGUAGES[1:]

_BY_CODE = {language.code: language for language in LANGUAGES}
_BY_PREFIX = {language.prefix: language for language in OTHERS}
_PREFIXED = re.compile(rf"/({'|'.join(_BY_PREFIX)})(?=/|$)")
_SLASHES = "/\\"


def language_of(code: str) -> Language:
    """Return the language with this code; English where there is none."""
    return _BY_CODE.get(code.lower(), ENGLISH)


def current() -> Language:
    """Return the language in which this page is being made."""
    return language_of(get_language() or ENGLISH.code)


def of_path(path: str) -> Language:
    """Return the language that a path is in."""
    found = _PREFIXED.match(path)
    return _BY_PREFIX[found[1]] if found else ENGLISH


def path_in(path: str, language: Language) -> str:
    """Return the same page's path in another language, with its query as it was; never an address elsewhere.

    Two slashes, or one that leans either way, would begin one: `/ur//example.org` is no page, but its menu is drawn.
    """
    bare = f"/{_PREFIXED.sub('', path, count=1).lstrip(_SLASHES)}"
    return f"/{language.prefix}{bare}" if language.prefix else bare
