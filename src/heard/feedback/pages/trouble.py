"""The page for when we could not save: it holds all that was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from heard.design.pages import Page
from heard.design.phones import phone_href
from heard.feedback.pages.sending import PROOF, TRAP


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One field that could not be saved: its name and what was written in it."""

    name: str
    value: str
    rows: int = 4


@dataclass(frozen=True, kw_only=True)
class TroublePage(Page):
    """We could not save: the words stay on the screen, and the button sends them again."""

    template: ClassVar[str] = "feedback/trouble.jinja"

    action: str
    is_post: bool
    words: tuple[Kept, ...]
    others: tuple[Kept, ...]
    phone: str

    @property
    def phone_href(self) -> str:
        """The number as a telephone can dial it."""
        return phone_href(self.phone)


def trouble_page(
    *, action: str, is_post: bool, posted: Mapping[str, list[str]], phone: str, texts: frozenset[str]
) -> TroublePage:
    """Return the page for when we could not save: it holds all that was sent, and sends it again."""
    every = [Kept(name=name, value=value) for name, values in posted.items() for value in values]
    shown = [
        one
        for one in every
        if one.value and one.name not in {PROOF, TRAP} and (one.name in texts or _reads_like_words(one))
    ]
    return TroublePage(
        title=_("Sorry, we could not save that") if is_post else _("Sorry, we cannot show that page just now"),
        action=action,
        is_post=is_post,
        words=tuple(Kept(name=one.name, value=one.value, rows=min(20, 3 + len(one.value) // 60)) for one in shown),
        others=tuple(one for one in every if one not in shown),
        phone=phone,
    )


def _reads_like_words(kept: Kept) -> bool:
    return " " in kept.value.strip() or len(kept.value) > 100
