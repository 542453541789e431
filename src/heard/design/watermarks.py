"""The mark by which a file that left the site is known again: in its name, in each of its rows, and on record."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from heard.design.dates import said_moment

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for others when they are read out (Crockford's base 32)."""


def new_mark() -> str:
    """Return a mark that no other file has, such as `7F3K-9Q2M`."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


@dataclass(frozen=True, kw_only=True)
class Watermark:
    """Who took a file, of whose records, when, and what it was narrowed by (names of filters, never what was typed)."""

    mark: str
    by: str
    organisation: str
    at: datetime
    filtered_by: str

    @property
    def sentence(self) -> str:
        """What stands at the end of the file."""
        return _(
            "Export %(mark)s of %(organisation)s, taken by %(by)s on %(at)s. Filtered by: %(filters)s. It holds what "
            "people said in confidence: keep it safe, pass it on to nobody, and delete it once it is not needed."
        ) % {
            "mark": self.mark,
            "organisation": self.organisation,
            "by": self.by,
            "at": said_moment(self.at),
            "filters": self.filtered_by,
        }
