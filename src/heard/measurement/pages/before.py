"""Comparisons with the same period before, read together: their sentences, one table, and each caveat once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.findings import Cell, Finding
from heard.design.tables import Cells, Column


@dataclass(frozen=True, kw_only=True)
class Caveat:
    """Something to bear in mind; `about` names the comparisons that it is about where that is not all of them."""

    text: str
    about: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Before:
    """All comparisons with the same period before."""

    sentences: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    caveats: tuple[Caveat, ...]


def before(findings: Sequence[Finding]) -> Before | None:
    """Return the comparisons, each a row of what `evidence.stats.describe` says; None where there is none."""
    if not findings:
        return None
    return Before(
        sentences=tuple(finding.sentence for finding in findings),
        columns=(
            Column(text=_("Whose")),
            Column(text=_("What")),
            Column(text=_("This period"), is_number=True),
            Column(text=_("The same period before"), is_number=True),
            Column(text=_("Change (95% interval)"), is_number=True),
        ),
        rows=tuple(_row(finding) for finding in findings),
        caveats=tuple(_caveats(findings)),
    )


def _row(finding: Finding) -> Cells:
    who, this, this_days, earlier, earlier_days, ratio, low, high = finding.table.rows[0]
    return (
        str(who),
        _what(finding),
        _counted(this, this_days),
        _counted(earlier, earlier_days),
        _change(ratio, low, high),
    )


def _what(finding: Finding) -> str:
    what = finding.table.columns[1].unit
    return f"{what[:1].upper()}{what[1:]}"


def _counted(number: Cell, days: Cell) -> str:
    if not isinstance(days, int) or not days:
        return "–"
    said = ngettext("%(number)s in %(days)s day", "%(number)s in %(days)s days", days)
    return said % {"number": f"{number:,}", "days": f"{days:,}"}


def _change(ratio: Cell, low: Cell, high: Cell) -> str:
    """Return how many percent more or fewer, and between which limits; what has no ratio is at least so many times."""
    if not isinstance(low, float):
        return _("Cannot be compared")
    if not isinstance(ratio, float) or not isinstance(high, float):
        return _("at least %(low)s") % {"low": _percent(low)}
    return _("%(change)s (%(low)s to %(high)s)") % {
        "change": _percent(ratio),
        "low": _percent(low),
        "high": _percent(high),
    }


def _percent(ratio: float) -> str:
    percent = round((ratio - 1) * 100)
    return f"{'+' if percent > 0 else '−' if percent < 0 else ''}{abs(percent):,}%"


def _caveats(findings: Sequence[Finding]) -> list[Caveat]:
    held: dict[str, list[str]] = {}
    for finding in findings:
        name = _("%(who)s, %(what)s") % {"who": finding.table.rows[0][0], "what": _what(finding).lower()}
        for caveat in finding.caveats:
            held.setdefault(caveat, []).append(name)
    told = [
        Caveat(text=text, about=() if len(about) == len(findings) else tuple(about)) for text, about in held.items()
    ]
    return sorted(told, key=lambda caveat: bool(caveat.about))
