"""The file that a person gets with all that is held about them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from heard.accounts.models import Organisation
from heard.accounts.queries import public_name
from heard.casework.copies.sections import Section, as_data
from heard.design import languages
from heard.design.dates import said_day
from heard.design.pages import Page

_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True, kw_only=True)
class CopyPage(Page):
    """One file: sections to read, and the same for a computer inside."""

    template: ClassVar[str] = "casework/privacy/copy.jinja"

    sentences: tuple[str, ...]
    sections: tuple[Section, ...]
    data: SafeString
    language: str
    direction: str

    @classmethod
    def of(cls, *, organisation: Organisation, sections: tuple[Section, ...], now: datetime) -> Self:
        """Return the page, in the language of the moment."""
        language = languages.current()
        data = json.dumps(as_data(sections=sections, made_at=now), ensure_ascii=False).translate(_ESCAPES)
        return cls(
            title=_("What we hold about you"),
            sentences=(
                _("Made by %(organisation)s on %(day)s.")
                % {"organisation": public_name(organisation=organisation), "day": said_day(localtime(now).date())},
                _("Keep this file where only you can open it. Whoever opens it can read all of this."),
                _("The same stands in this file for a computer, as JSON, under the id “data”."),
            ),
            sections=sections,
            language=language.tag,
            direction=language.direction,
            data=mark_safe(data),  # noqa: S308  # nosec B308 B703  # every character that could end the script is escaped
        )
