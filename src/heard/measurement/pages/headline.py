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


def coming(total: Tally, least: Tally) -> tuple[Stat, ...]:
    """Return the figures of those who came; `least` says what hidden totals are at least."""
    visitor_days = _("%(number)s visitor-days") % {"number": said(total, least, "visitor_days")}
    return (
        Stat(_("Clicks"), said(total, least, "clicks"), visitor_days if total.visitor_days else ""),
        Stat(_("Landings"), said(total, least, "landings")),
    )


def speaking(total: Tally, least: Tally) -> tuple[Stat, ...]:
    """Return the figures of those who told us; `least` as of those who came."""
    of_landings = _share(total.starts, total.landings, _("of landings"))
    return (
        Stat(_("Form starts"), said(total, least, "starts"), of_landings),
        Stat(_("Forms"), said(total, least, "forms"), _share(total.forms, total.starts, _("of form starts"))),
        Stat(_("Pieces of feedback"), said(total, least, "pieces"), _each(total.pieces, total.forms)),
    )


def talking(total: Tally, least: Tally) -> tuple[Stat, ...]:
    """Return the figures of those who turned to someone near them; `least` as of those who came."""
    of_landings = _share(total.lookups, total.landings, _("of landings"))
    of_numbers = _share(total.call_taps, total.numbers_shown, _("of numbers shown"))
    return (
        Stat(_("Contact look-ups"), said(total, least, "lookups"), of_landings),
        Stat(_("Numbers shown"), said(total, least, "numbers_shown")),
        Stat(_("Call taps"), said(total, least, "call_taps"), of_numbers),
        Stat(_("Email taps"), said(total, least, "email_taps")),
        Stat(_("Website taps"), said(total, least, "web_taps")),
    )


def _share(part: int | None, whole: int | None, of_what: str) -> str:
    """Say a share in words; nothing where it would mislead."""
    if not part or not whole or part > whole:
        return ""
    return f"{part / whole * 100:.0f}% {of_what}"


def _each(pieces: int | None, forms: int | None) -> str:
    return _("%(number).1f for each form") % {"number": pieces / forms} if pieces and forms else ""


def said(total: Tally, least: Tally, name: str) -> str:
    """Return a total by its name; where it is hidden, what it is at least, if that is told."""
    number, known = total.of(name), least.of(name)
    if number is not None:
        return f"{number:,}"
    return _("at least %(number)s") % {"number": f"{known:,}"} if known else _("not shown")
