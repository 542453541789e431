"""What people speak of, and in which tone: counted by machine, by people, and by both together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evidence.findings import Finding
from evidence.stats import Corrected
from heard.accounts.models import Organisation
from heard.campaigns.models import Campaign
from heard.design import charts
from heard.design.forms import Form
from heard.design.pages import Page
from heard.measurement.forms.themes import DrawForm, ThemeFilterForm
from heard.measurement.queries.themes import CountBy, LabelCount, ThemeCounts, ThemeQuery

CHARTED = 12


@dataclass(frozen=True, kw_only=True)
class Way:
    """A link with its words."""

    text: str
    href: str


@dataclass(frozen=True, kw_only=True)
class LabelRow:
    """One theme or tone: its name and category, and its counts in words."""

    name: str
    category: str
    is_unproven: bool
    by_machine: str
    by_people: str
    both: str
    interval: str


@dataclass(frozen=True, kw_only=True)
class LabelSection:
    """One finding with its chart, its table and what to bear in mind."""

    title: str
    sentence: str
    chart: charts.BarChart | None
    label_head: str
    rows: tuple[LabelRow, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ThemesPage(Page):
    """A campaign's counts of themes and tone, the filters, and the random draw that corrects them."""

    template: ClassVar[str] = "measurement/themes.jinja"

    campaign: str
    errors_of: Form
    form: ThemeFilterForm
    clear_href: str
    counted: str
    sections: tuple[LabelSection, ...]
    export_href: str
    draw_form: DrawForm
    draw_href: str
    drawn: str
    waiting: tuple[Way, ...]


def themes_page(
    *,
    campaign: Campaign,
    counts: ThemeCounts,
    query: ThemeQuery,
    form: ThemeFilterForm,
    draw_form: DrawForm,
    queues: Sequence[Organisation],
) -> ThemesPage:
    """Return the page; `queues` are the organisations in whose queue the reader may read what was drawn."""
    here = reverse("measurement:themes", args=[campaign.slug])
    asked = f"?campaign={campaign.slug}&source=drawn"
    return ThemesPage(
        title=_("Themes and tone"),
        has_errors=bool(form.errors or draw_form.errors),
        back_href=reverse("measurement:live", args=[campaign.slug]),
        campaign=campaign.title,
        errors_of=draw_form if draw_form.errors else form,
        form=form,
        clear_href=here if query.parameters() else "",
        counted=_counted(counts),
        sections=(
            _section(_("Themes"), _("Theme"), counts.of_themes, counts.themes, query.by),
            _section(_("Tone"), _("Tone"), counts.of_tone, counts.tones, query.by),
        )
        if counts.pieces
        else (),
        export_href=reverse("measurement:themes_export", args=[campaign.slug]) + query.address(),
        draw_form=draw_form,
        draw_href=reverse("measurement:themes_draw", args=[campaign.slug]) + query.address(),
        drawn=_drawn(counts),
        waiting=tuple(
            Way(
                text=_("Decide them in the queue of %(name)s") % {"name": each.name},
                href=reverse("casework:queue_of", args=[each.slug]) + asked,
            )
            for each in queues
        )
        if counts.drawn > counts.drawn_decided
        else (),
    )


def _counted(counts: ThemeCounts) -> str:
    return ngettext(
        "%(number)s piece of feedback is counted.", "%(number)s pieces of feedback are counted.", counts.pieces
    ) % {"number": f"{counts.pieces:,}"}


def _drawn(counts: ThemeCounts) -> str:
    if not counts.drawn:
        return _("None of the pieces that are counted here was drawn yet.")
    return _("Of the pieces counted here, %(drawn)s were drawn; people have decided %(decided)s of them.") % {
        "drawn": f"{counts.drawn:,}",
        "decided": f"{counts.drawn_decided:,}",
    }


def _section(title: str, head: str, finding: Finding, counts: Sequence[LabelCount], by: CountBy) -> LabelSection:
    ranked = sorted(counts, key=lambda one: -_number(one, by)) if any(one.category for one in counts) else list(counts)
    charted = [one for one in ranked[:CHARTED] if _number(one, by)]
    return LabelSection(
        title=title,
        sentence=finding.sentence,
        chart=charts.interval_chart(
            title=_chart_title(by),
            label_head=head,
            value_head=_("Pieces"),
            values=[(_named(one), _number(one, by), _interval(one, by)) for one in charted],
        )
        if charted
        else None,
        label_head=head,
        rows=tuple(_row(one) for one in ranked),
        caveats=finding.caveats,
    )


def _chart_title(by: CountBy) -> str:
    return {
        CountBy.BOTH: _("Counted by machine and corrected by people, with the 95% interval"),
        CountBy.MACHINE: _("Counted by machine alone"),
        CountBy.PEOPLE: _("Found by people among what they decided"),
    }[by]


def _number(one: LabelCount, by: CountBy) -> float:
    if by == CountBy.BOTH:
        return one.both.pieces if one.both else 0.0
    return float(one.by_machine if by == CountBy.MACHINE else one.by_people)


def _interval(one: LabelCount, by: CountBy) -> tuple[float, float] | None:
    return (one.both.interval.low, one.both.interval.high) if by == CountBy.BOTH and one.both else None


def _named(one: LabelCount) -> str:
    return _("%(name)s (unproven)") % {"name": one.name} if one.is_unproven else one.name


def _row(one: LabelCount) -> LabelRow:
    return LabelRow(
        name=one.name,
        category=one.category,
        is_unproven=one.is_unproven,
        by_machine=f"{one.by_machine:,}",
        by_people=_("%(found)s of %(decided)s") % {"found": f"{one.by_people:,}", "decided": f"{one.decided:,}"}
        if one.decided
        else "–",
        both=f"{one.both.pieces:,.0f}" if one.both else "–",
        interval=_between(one.both) if one.both else "–",
    )


def _between(both: Corrected) -> str:
    low, high = both.whole_limits
    return _("%(low)s to %(high)s") % {"low": f"{low:,}", "high": f"{high:,}"}
