"""What privacy leads are told of openings: who, when, why and which reference; nothing of what stood there."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.accounts.letters import Letter
from heard.accounts.models import Role
from heard.feedback.models import Opening
from heard.feedback.opening_reasons import name_of


def digest(*, organisation: str, openings: Sequence[Opening], anchor: str, href: str) -> Letter:
    """Return the letter on the openings since the last one; `anchor` is where the audit log stands."""
    count = len(openings)
    said = {"organisation": organisation, "n": count, "anchor": anchor, "href": href}
    subject = (
        ngettext(
            "%(n)d sealed thing was opened at %(organisation)s",
            "%(n)d sealed things were opened at %(organisation)s",
            count,
        )
        if count
        else _("Nothing sealed was opened at %(organisation)s this week")
    )
    told = "\n\n".join(_line(each) for each in openings) or _(
        "Since the last letter nobody opened contact details, or words as they were written."
    )
    ending = _(
        "Everything that was asked for and opened stands under Openings:\n"
        "%(href)s\n"
        "\n"
        "The audit log stood here when this letter was written:\n"
        "%(anchor)s\n"
        "Keep this letter. Whoever runs the site can prove with that line that nothing was cut from the log since:\n"
        "heard check audit --expect %(anchor)s\n"
    )
    return Letter(subject=subject % said, body=f"{told}\n\n{ending % said}")


def _line(opening: Opening) -> str:
    when = opening.opened_at or opening.asked_at
    said = {
        "when": date_format(localtime(when), "j F Y, H:i"),
        "who": opening.asked_by.full_name,
        "role": str(Role(opening.asked_as).label),
        "what": _("words as they were written") if opening.text_id else _("contact details"),
        "reference": opening.submission.reference,
        "why": name_of(opening.reason),
        "second": opening.decided_by.full_name if opening.decided_by else "",
    }
    lines = [
        _("%(when)s: %(who)s (%(role)s) opened %(what)s") % said,
        _("Reference: %(reference)s") % said,
        _("Reason: %(why)s") % said,
    ]
    return "\n".join([*lines, _("Agreed by: %(second)s") % said] if opening.decided_by else lines)
