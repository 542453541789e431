"""What people ask about when they give no feedback: a short list, each with a code that is kept for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TOPICS: dict[str, _StrPromise] = {
    "find-service": _("Finding a service"),
    "appointment": _("Getting an appointment"),
    "dentist": _("Finding an NHS dentist"),
    "complaint": _("How to complain"),
    "rights": _("Rights and choices"),
    "medicines": _("Medicines and prescriptions"),
    "social-care": _("Social care and care homes"),
    "carers": _("Help for carers"),
    "mental-health": _("Mental health"),
    "money": _("Costs, travel and benefits"),
    "records": _("Records and personal data"),
    "campaign": _("The campaign itself"),
    "other": _("Something else"),
}
"""Add at the end. A topic that goes out of use stays here, so that earlier enquiries can be read."""


def name_of(topic: str) -> str:
    """Return a topic in words; one that is not listed is shown as it is kept."""
    return str(TOPICS.get(topic, topic))
