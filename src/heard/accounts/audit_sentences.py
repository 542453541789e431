"""One sentence for each audit code. Every code that `record` writes stands here, whichever app writes it.

A sentence says what was done; who did it and to what stand beside it. `%(name)s` is filled from the line's detail.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from heard.accounts.models import OrganisationKind, Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RECOGNISED: dict[str, _StrPromise] = {
    "IN_PERSON": _("I met them in person"),
    "VIDEO": _("I saw them on a video call"),
    "CALLED_BACK": _("I called them back on a number we already had"),
    "VOUCHED": _("Someone who works with them confirmed it to me"),
}

PARTS: dict[str, _StrPromise] = {
    "accounts": _("People and organisations"),
    "campaigns": _("Campaigns"),
    "places": _("Places and services"),
    "feedback": _("Feedback"),
    "insight": _("Themes and tone"),
    "casework": _("Casework"),
    "measurement": _("Figures"),
}

SENTENCES: dict[str, _StrPromise] = {
    "accounts.invitation.accepted": _("Accepted an invitation as %(role)s"),
    "accounts.invitation.resent": _("Sent an invitation again"),
    "accounts.invitation.sent": _("Invited someone as %(role)s"),
    "accounts.invitation.withdrawn": _("Withdrew an invitation"),
    "accounts.mail.failed": _("An email could not be sent"),
    "accounts.organisation.created": _("Added the organisation (%(kind)s)"),
    "accounts.organisation.edited": _("Changed the organisation's name, mark or colour"),
    "accounts.person.closed": _("Closed the account, as no role was left"),
    "accounts.person.left": _("Ended the person's work in the organisation"),
    "accounts.role.given": _("Gave the role %(role)s"),
    "accounts.role.taken": _("Took away the role %(role)s"),
    "accounts.second_factor.removed": _("Removed a lost second factor (%(reason)s)"),
    "measurement.counts.imported": _("Brought in %(rows)s daily counts"),
    "measurement.counts.removed": _("Took %(rows)s daily counts out again"),
}

_WORDS: dict[str, Mapping[str, Any]] = {
    "role": dict(Role.choices),
    "kind": dict(OrganisationKind.choices),
    "reason": RECOGNISED,
}


def sentence(*, code: str, detail: Mapping[str, Any]) -> str:
    """Return what was done, in words; a code that has no sentence is shown as it is, never hidden."""
    if code not in SENTENCES:
        return code
    return str(SENTENCES[code]) % _Said(detail)


class _Said(dict[str, Any]):
    """The detail's values in words; what a line does not hold reads as three dots."""

    def __getitem__(self, name: str) -> str:
        value = self.get(name, "…")
        return str(_WORDS.get(name, {}).get(value, value))
