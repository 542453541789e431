"""The question sets that Heard ships: plain data, read by evidence.journey, copied into rows when a form is made.

Words may hold `{organisation}` (whose form it is), `{campaign}` and `{phone}`. An option list may come from the
campaign: `options_from` is `recipients` or `partners`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from heard.campaigns.questions.templates import network, regulator

Data = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Template:
    """One shipped question set: its name for staff, what it is for, and its pages."""

    name: str | Promise
    summary: str | Promise
    pages: tuple[Data, ...]


TEMPLATES: dict[str, Template] = {
    "regulator": Template(
        name=_("A regulator's form"),
        summary=str(
            _("Asks what kind of experience it was, and whom people have told. For a body that inspects care.")
        ),
        pages=regulator.PAGES,
    ),
    "network": Template(
        name=_("A network's form"),
        summary=_("Asks for a rating and the reason for it. For local offices and the body that joins them up."),
        pages=network.PAGES,
    ),
}
"""Every shipped question set by its code."""
