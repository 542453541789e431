"""One way to draw a page: a template, a frozen page, and the shell around it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from heard.design import colours, languages
from heard.design.pages import Page


@dataclass(frozen=True, kw_only=True)
class NavigationItem:
    """One link of the staff navigation; `current` marks the section that the reader is in."""

    label: str
    href: str
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Brand:
    """Whose page this is: the organisation's own name, mark (an address on this site) and accent colour (`#rrggbb`).

    `film_href` is where the same is told in British Sign Language; empty where it is not.
    """

    name: str = "Heard"
    href: str = "/"
    mark_href: str = ""
    accent: str = colours.DEFAULT_ACCENT
    film_href: str = ""

    @property
    def safe_accent(self) -> str:
        """Return the accent where it is a colour, else the plain one: it is written into a style sheet."""
        return self.accent.lower() if colours.is_colour(self.accent) else colours.DEFAULT_ACCENT

    @property
    def on_accent(self) -> str:
        """Return the colour in which words on the accent can be read."""
        return colours.readable_on(self.safe_accent)

    @property
    def accent_ink(self) -> str:
        """Return the accent, darkened as far as needed to be read on white."""
        return colours.readable_ink(self.safe_accent)

    @property
    def initial(self) -> str:
        """Return the letter that stands for an organisation without a mark."""
        return self.name.strip()[:1].upper()


@dataclass(frozen=True, kw_only=True)
class LanguageLink:
    """This page in one language: its name in that language, and where it is."""

    name: str
    href: str
    address: str
    tag: str
    hreflang: str
    direction: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Shell:
    """What stands around a page: brand, navigation, who is signed in, and whether the page can be left in a hurry.

    `languages` are those in which the same page can be read; none where there is only one. `leaves_by` is an address of
    ours over which the quick exit leads, where something must be put away first.
    """

    brand: Brand = field(default_factory=Brand)
    navigation: tuple[NavigationItem, ...] = ()
    signed_in_as: str = ""
    is_staff_side: bool = False
    has_quick_exit: bool = True
    is_demo: bool = False
    language: str = languages.ENGLISH.tag
    direction: str = "ltr"
    is_easy: bool = False
    is_unchecked: bool = False
    languages: tuple[LanguageLink, ...] = ()
    nonce: str = ""
    messages: tuple[str, ...] = ()
    leaves_by: str = ""

    @property
    def returning_href(self) -> str:
        """Return where people see what happened with what they told us, in the language of the page."""
        return f"{languages.current().home}my-feedback/"

    @property
    def exit_href(self) -> str:
        """Return where the quick exit leads."""
        return str(settings.HEARD_EXIT_URL)


def spoken() -> dict[str, Any]:
    """Return what the shell says of the language in which the page is made."""
    language = languages.current()
    return {
        "language": language.tag,
        "direction": language.direction,
        "is_easy": language.is_easy,
        "is_unchecked": not language.is_checked,
    }


def language_links(path: str) -> tuple[LanguageLink, ...]:
    """Return the page at `path` in each language. The address for search engines leaves out what a person carries."""
    bare, here = path.partition("?")[0], languages.of_path(path)
    return tuple(
        LanguageLink(
            name=language.name,
            href=languages.path_in(path, language),
            address=settings.HEARD_BASE_URL + languages.path_in(bare, language),
            tag=language.tag,
            hreflang=language.hreflang,
            direction=language.direction,
            is_current=language == here,
        )
        for language in languages.LANGUAGES
    )


def render(
    request: HttpRequest,
    page: Page,
    *,
    status: int | None = None,
    brand: Brand | None = None,
) -> HttpResponse:
    """Draw `page` with the Jinja template it names, which reads `page` and `shell` only.

    Where no status is given, a page with errors answers 422 and any other 200.
    """
    shell = shell_of(request)
    if brand is not None:
        shell = replace(shell, brand=brand)
    html = render_to_string(page.template, {"page": page, "shell": shell}, request=request, using="jinja2")
    return HttpResponse(html, status=status or (422 if page.has_errors else 200))


def drawn(page: Page) -> str:
    """Draw a page that stands by itself, without a shell and for no request: a file."""
    return render_to_string(page.template, {"page": page}, using="jinja2")


def shell_of(request: HttpRequest) -> Shell:
    """Return the shell that the middleware lays out when a page is drawn, or the plain public one."""
    laid_out: Shell | Callable[[], Shell] = getattr(request, "shell", Shell)
    shell = laid_out() if callable(laid_out) else laid_out
    return replace(shell, nonce=str(getattr(request, "csp_nonce", "")))


def shell_context(request: HttpRequest) -> dict[str, Any]:
    """Give the shell to the pages that other packages draw."""
    return {"shell": shell_of(request)}
