"""The pages behind the links of an email: yes, tell me; and stop."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class NewsLinkPage(Page):
    """One question with one button, or what came of it."""

    template: ClassVar[str] = "feedback/news_link.jinja"

    sentences: tuple[str, ...]
    button: str = ""


def confirm_page() -> NewsLinkPage:
    """Ask whether the address is taken into use; following a link alone does nothing, as mail programs follow them."""
    return NewsLinkPage(
        title=_("Do you want to hear from us?"),
        sentences=(_("We write when there is news, and never say what it is about. You can stop it at any time."),),
        button=_("Yes, tell me when there is news"),
    )


def confirmed_page() -> NewsLinkPage:
    """Say that the address is in use."""
    return NewsLinkPage(
        title=_("We will tell you when there is news"),
        sentences=(_("You can close this page."),),
    )


def stop_page() -> NewsLinkPage:
    """Ask whether to stop."""
    return NewsLinkPage(
        title=_("Do you want no more messages from us?"),
        sentences=(_("We then forget this address. Your code still opens your page."),),
        button=_("Stop"),
    )


def stopped_page() -> NewsLinkPage:
    """Say that the address is forgotten."""
    return NewsLinkPage(
        title=_("We will not write again"),
        sentences=(_("We have forgotten this address."),),
    )


def unknown_page() -> NewsLinkPage:
    """Say that the link leads nowhere any more."""
    return NewsLinkPage(
        title=_("This link is no longer used"),
        sentences=(_("It was used before, or its time is over. Nothing was changed."),),
    )
