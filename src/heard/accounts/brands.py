"""How an organisation presents itself at the top of a page."""

from pathlib import PurePosixPath

from django.urls import reverse

from heard.accounts.models import Organisation
from heard.design.rendering import Brand


def brand_of(organisation: Organisation, *, href: str = "/") -> Brand:
    """Return the organisation's own name, mark and colour; `href` is where its name leads."""
    return Brand(
        name=organisation.short_name or organisation.name,
        href=href,
        mark_href=mark_href(organisation),
        accent=organisation.accent_colour,
    )


def mark_href(organisation: Organisation) -> str:
    """Return the address of the organisation's mark, which changes with the mark; empty where it has none."""
    name = organisation.mark.name
    return reverse("accounts:mark", args=[PurePosixPath(name).stem]) if name else ""
