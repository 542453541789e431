"""Quotes: choosing one on its case, letting one go, and the list."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from heard.accounts.doors import StaffRequest, organisation_for, staff
from heard.accounts.pages.people import ChooserPage
from heard.accounts.queries import workplaces_for
from heard.casework import actions
from heard.casework.forms.deciding import QuoteForm
from heard.casework.forms.quoting import QuoteFilterForm
from heard.casework.pages.case import all_themes
from heard.casework.pages.quoting import quotes_page
from heard.casework.queries import EXPORTERS, choices_of
from heard.casework.queries.quoting import quote_for, quotes_of
from heard.casework.views.desk import sit_down
from heard.design import clock
from heard.design.rendering import render


@require_POST
@staff(*EXPORTERS)
def quote(request: StaffRequest, case_id: int) -> HttpResponse:
    """Keep a passage of what was said as a quote."""
    desk = sit_down(request, case_id, roles=EXPORTERS)
    form = QuoteForm(request.POST, case=desk.case, themes=all_themes(desk.choices))

    def act() -> object:
        return actions.choose_quote(
            case=desk.case,
            passage=form.cleaned_data["passage"],
            theme=form.cleaned_data["theme"],
            by=request.user,
            now=clock.now(),
        )

    return desk.decide(form, act, done=_("The words are kept as a quote."))


@require_POST
@staff(*EXPORTERS)
def drop(request: StaffRequest, quote_id: int) -> HttpResponse:
    """Let a quote go and lead to its case."""
    found = quote_for(user=request.user, quote_id=quote_id)
    case_id = found.case_id
    actions.drop_quote(quote=found, by=request.user, now=clock.now())
    messages.success(request, _("The quote is gone. The words stay on the case."))
    return HttpResponseRedirect(reverse("casework:case", args=[case_id]))


@require_GET
@staff(*EXPORTERS)
def choose(request: StaffRequest) -> HttpResponse:
    """Lead to the reader's quotes, or let them choose where they read several organisations' cases."""
    organisations = list(workplaces_for(user=request.user, roles=EXPORTERS))
    if len(organisations) == 1:
        return HttpResponseRedirect(reverse("casework:quotes_of", args=[organisations[0].slug]))
    return render(
        request, ChooserPage.of(title=_("Quotes"), organisations=organisations, url_name="casework:quotes_of")
    )


@require_GET
@staff(*EXPORTERS)
def quotes_by_theme(request: StaffRequest, slug: str) -> HttpResponse:
    """Show one organisation's quotes, as the address asks."""
    organisation = organisation_for(user=request.user, slug=slug, roles=EXPORTERS)
    form = QuoteFilterForm(request.GET, choices=choices_of(organisation=organisation))
    asked = form.query()
    page = quotes_page(
        organisation=organisation, form=form, asked=asked, quotes=quotes_of(organisation=organisation, asked=asked)
    )
    return render(request, page)
