"""A partner's own figures, protected as on the live page, so that neither tells what the other hides."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from heard.design.tables import Cells, Column, Figure
from heard.measurement.pages.headline import said
from heard.measurement.queries import Figures


@dataclass(frozen=True, kw_only=True)
class FiguresShown:
    """The sums over a partner's links, each link's numbers, and what is hidden why."""

    stats: tuple[Figure, ...]
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]
    notes: tuple[str, ...]


_SHOWN = ("clicks", "lookups", "starts", "forms")


def shown(figures: Figures) -> FiguresShown:
    """Return a partner's figures as its toolkit shows them."""
    labels = _labels()
    has_one = len(figures.rows) == 1
    return FiguresShown(
        stats=tuple(
            Figure(label=labels[name], figure=_total(figures, name, has_one=has_one), note=note)
            for name, note in zip(_SHOWN, _meanings(), strict=True)
        ),
        caption=_("By link"),
        columns=(Column(text=_("Link")), *(Column(text=labels[name], is_number=True) for name in _SHOWN)),
        rows=tuple((row.label, *(_cell(row.tally.of(name)) for name in _SHOWN)) for row in figures.rows),
        notes=(
            _("These are your own links alone. No other partner sees them, and you see no other partner’s."),
            _(
                "A number under 10 is not shown, so that nobody can be made out. Where one of your links has such a "
                "number, the sum is told as “at least”: what your other links brought, without it."
            ),
        ),
    )


def _labels() -> dict[str, str]:
    return {
        "clicks": _("Clicks"),
        "lookups": _("Contact look-ups"),
        "starts": _("Forms started"),
        "forms": _("Forms sent"),
    }


def _meanings() -> tuple[str, ...]:
    return (
        _("People opened your links"),
        _("Looked for someone near them to talk to"),
        _("Began to tell us about care"),
        _("Told us about care"),
    )


def _total(figures: Figures, name: str, *, has_one: bool) -> str:
    if figures.total.of(name) is None and not figures.least.of(name):
        return _("fewer than 10") if has_one else _("not shown yet")
    return said(figures.total, figures.least, name)


def _cell(number: int | None) -> str:
    return _("fewer than 10") if number is None else f"{number:,}"
