"""A campaign's counts of themes and tone: the page, the file, and the random draw."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from heard.accounts.doors import Role, StaffRequest, staff
from heard.accounts.queries import workplaces_for
from heard.casework.queries import READERS as CASE_READERS
from heard.design import clock
from heard.design.rendering import render
from heard.design.spreadsheets import FileKind, file_of
from heard.design.watermarks import Watermark
from heard.insight.actions import draw_pieces
from heard.measurement import actions, queries
from heard.measurement.forms.themes import DrawForm, ThemeFilterForm
from heard.measurement.pages.themes import themes_page
from heard.measurement.queries.themes import ThemeCounts, theme_choices, theme_counts

COLUMNS = (
    *("kind", "code", "name", "category", "unproven", "pieces", "by machine"),
    *("decided by people", "found by people", "corrected", "from", "to", "export"),
)


@require_GET
@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def themes(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show how many pieces speak of what, as the address asks; where it asks for what cannot be, say so over all."""
    return _shown(request, campaign, DrawForm())


@require_POST
@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def draw(request: StaffRequest, campaign: str) -> HttpResponse:
    """Draw more pieces at random for people to decide."""
    form = DrawForm(request.POST)
    if not form.is_valid():
        return _shown(request, campaign, form)
    view = queries.whole_view_for(user=request.user, slug=campaign)
    drawn = draw_pieces(campaign=view.campaign, more=form.cleaned_data["more"], by=request.user, now=clock.now())
    said = ngettext("%(number)s piece was drawn.", "%(number)s pieces were drawn.", drawn) % {"number": f"{drawn:,}"}
    messages.success(request, said)
    here = reverse("measurement:themes", args=[view.campaign.slug])
    return HttpResponseRedirect(f"{here}?{request.GET.urlencode()}" if request.GET else here)


@require_POST
@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST)
def export(request: StaffRequest, campaign: str) -> HttpResponse:
    """Hand over the counts as a CSV file that carries its mark; who took it is written down."""
    view = queries.whole_view_for(user=request.user, slug=campaign)
    form = ThemeFilterForm(request.GET.dict(), choices=theme_choices(view=view))
    if not form.is_valid():
        here = reverse("measurement:themes", args=[campaign])
        return HttpResponseRedirect(f"{here}?{request.GET.urlencode()}")
    now = clock.now()
    watermark = actions.record_themes_export(
        campaign=view.campaign,
        by=request.user,
        filtered_by=", ".join(form.query.parameters()) or "nothing",
        now=now,
    )
    rows = _rows(theme_counts(view=view, query=form.query), watermark)
    name = f"themes-{slugify(campaign)}-{now:%Y-%m-%d}-{watermark.mark}"
    return file_of(rows=rows, name=name, kind=FileKind.CSV)


def _shown(request: StaffRequest, campaign: str, draw_form: DrawForm) -> HttpResponse:
    view = queries.whole_view_for(user=request.user, slug=campaign)
    form = ThemeFilterForm(request.GET.dict(), choices=theme_choices(view=view))
    form.is_valid()
    page = themes_page(
        campaign=view.campaign,
        counts=theme_counts(view=view, query=form.query),
        query=form.query,
        form=form,
        draw_form=draw_form,
        queues=list(workplaces_for(user=request.user, roles=CASE_READERS)),
    )
    return render(request, page)


def _rows(counts: ThemeCounts, watermark: Watermark) -> Iterator[tuple[object, ...]]:
    yield COLUMNS
    for kind, of_kind in ((_("Theme"), counts.themes), (_("Tone"), counts.tones)):
        for one in of_kind:
            low, high = one.both.whole_limits if one.both else ("", "")
            yield (
                *(kind, one.code, one.name, one.category, "yes" if one.is_unproven else ""),
                *(counts.pieces, one.by_machine, one.decided, one.by_people),
                *(round(one.both.pieces) if one.both else "", low, high, watermark.mark),
            )
    yield (watermark.sentence, *[""] * (len(COLUMNS) - 2), watermark.mark)
