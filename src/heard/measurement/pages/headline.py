"""What stands at the head of the live page: each figure with its meaning, and all of them in one sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heard.design.tables import Figure
from heard.measurement.queries import Tally


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


def coming(total: Tally, least: Tally) -> tuple[Figure, ...]:
    """Return the figures of those who came; `least` says what hidden totals are at least."""
    visitor_days = _("%(number)s visitor-days") % {"number": said(total, least, "visitor_days")}
    return (
        Figure(label=_("Clicks"), figure=said(total, least, "clicks"), note=visitor_days if total.visitor_days else ""),
        Figure(label=_("Landings"), figure=said(total, least, "landings")),
    )


def speaking(total: Tally, least: Tally) -> tuple[Figure, ...]:
    """Return the figures of those who told us; `least` as of those who came."""
    of_landings = _share(total.starts, total.landings, _("of landings"))
    return (
        Figure(label=_("Form starts"), figure=said(total, least, "starts"), note=of_landings),
        Figure(
            label=_("Forms"),
            figure=said(total, least, "forms"),
            note=_share(total.forms, total.starts, _("of form starts")),
        ),
        Figure(
            label=_("Pieces of feedback"), figure=said(total, least, "pieces"), note=_each(total.pieces, total.forms)
        ),
    )


def talking(total: Tally, least: Tally) -> tuple[Figure, ...]:
    """Return the figures of those who turned to someone near them; `least` as of those who came."""
    of_landings = _share(total.lookups, total.landings, _("of landings"))
    of_numbers = _share(total.call_taps, total.numbers_shown, _("of numbers shown"))
    return (
        Figure(label=_("Contact look-ups"), figure=said(total, least, "lookups"), note=of_landings),
        Figure(label=_("Numbers shown"), figure=said(total, least, "numbers_shown")),
        Figure(label=_("Call taps"), figure=said(total, least, "call_taps"), note=of_numbers),
        Figure(label=_("Email taps"), figure=said(total, least, "email_taps")),
        Figure(label=_("Website taps"), figure=said(total, least, "web_taps")),
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
