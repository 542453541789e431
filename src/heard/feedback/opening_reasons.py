"""Why something sealed may be opened: a short list, each with a code that is kept for ever.

What the person is told of each stands in `feedback.opened`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REASONS: dict[str, _StrPromise] = {
    "reply": _("To reply to the person, as they allowed"),
    "harm": _("Someone may come to serious harm"),
    "safeguarding": _("A safeguarding duty"),
    "unclear": _("The redacted copy cannot be understood"),
    "complaint": _("To take up a complaint, as the person wishes"),
    "rights": _("The person asked for one of their rights"),
    "legal": _("A court order or another legal duty"),
}
"""Add at the end. A reason that goes out of use stays here, so that earlier openings can be read."""


_CONTACT_ALONE = frozenset({"reply"})
_WORDS_ALONE = frozenset({"unclear"})


def reasons_for(*, is_contact: bool) -> dict[str, _StrPromise]:
    """Return the reasons for which contact details, or words as they were written, may be opened."""
    others = _WORDS_ALONE if is_contact else _CONTACT_ALONE
    return {code: label for code, label in REASONS.items() if code not in others}


def name_of(reason: str) -> str:
    """Return a reason in words; one that is not listed is shown as it is kept."""
    return str(REASONS.get(reason, reason))


def says_enough(words: str) -> bool:
    """Return whether a word about a reason can tell anybody anything: three words, or fifteen letters."""
    letters = [letter for letter in words.casefold() if letter.isalpha()]
    several = set(re.findall(r"\w+", words.casefold()))
    return len(set(letters)) >= 4 and (len(several) >= 3 or len(letters) >= 15)
