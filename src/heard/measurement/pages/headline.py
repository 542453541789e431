"""What stands at the head of the live page: each figure with its meaning, and all of them in one sentence."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.measurement.queries import Tally


class Stat(NamedTuple):
    """A figure with its meaning."""

    label: str
    figure: str
    note: str = ""


def summary(total: Tally) -> str:
    """Return what the campaign has brought so far, in one sentence; nothing where a number is not shown."""
    if total.forms is None or total.pieces is None or total.lookups is None:
        return ""
    return _("So far: %(forms)s with %(pieces)s, and %(lookups)s.") % {
        "forms": _counted(ngettext("%s form", "%s forms", total.forms), total.forms),
        "pieces": _counted(ngettext("%s piece of feedback", "%s pieces of feedback", total.pieces), total.pieces),
        "lookups": _counted(ngettext("%s contact look-up", "%s contact look-ups", total.lookups), total.lookups),
    }


def today(tally: Tally | None) -> str:
    """Return what today has brought, in one sentence; nothing where a number is not shown."""
    if tally is None or tally.forms is None or tally.lookups is None:
        return ""
    return _("Today: %(forms)s and %(lookups)s.") % {
        "forms": _counted(ngettext("%s form", "%s forms", tally.forms), tally.forms),
        "lookups": _counted(ngettext("%s contact look-up", "%s contact look-ups", tally.lookups), tally.lookups),
    }


def _counted(words: str, number: int) -> str:
    return words % f"{number:,}"


def coming(total: Tally) -> tuple[Stat, ...]:
    """Return the figures of those who came."""
    visitor_days = _("%(number)s visitor-days") % {"number": _total(total.visitor_days)}
    return (
        Stat(_("Clicks"), _total(total.clicks), visitor_days if total.visitor_days else ""),
        Stat(_("Landings"), _total(total.landings)),
    )


def speaking(total: Tally) -> tuple[Stat, ...]:
    """Return the figures of those who told us."""
    return (
        Stat(_("Form starts"), _total(total.starts), _share(total.starts, total.landings, _("of landings"))),
        Stat(_("Forms"), _total(total.forms), _share(total.forms, total.starts, _("of form starts"))),
        Stat(_("Pieces of feedback"), _total(total.pieces), _each(total.pieces, total.forms)),
    )


def talking(total: Tally) -> tuple[Stat, ...]:
    """Return the figures of those who turned to someone near them."""
    return (
        Stat(_("Contact look-ups"), _total(total.lookups), _share(total.lookups, total.landings, _("of landings"))),
        Stat(_("Numbers shown"), _total(total.numbers_shown)),
        Stat(
            _("Call taps"), _total(total.call_taps), _share(total.call_taps, total.numbers_shown, _("of numbers shown"))
        ),
        Stat(_("Email taps"), _total(total.email_taps)),
        Stat(_("Website taps"), _total(total.web_taps)),
    )


def _share(part: int | None, whole: int | None, of_what: str) -> str:
    """Say a share in words; nothing where it would mislead."""
    if not part or not whole or part > whole:
        return ""
    return f"{part / whole * 100:.0f}% {of_what}"


def _each(pieces: int | None, forms: int | None) -> str:
    return _("%(number).1f for each form") % {"number": pieces / forms} if pieces and forms else ""


def _total(number: int | None) -> str:
    return _("not shown") if number is None else f"{number:,}"
