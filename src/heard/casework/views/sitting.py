"""Reading one piece after the other, and deciding its themes and tone."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import StaffRequest, organisation_for, staff
from heard.accounts.pages.people import ChooserPage
from heard.accounts.queries import keeper_of, workplaces_for
from heard.casework import actions, queries
from heard.casework.forms.sitting import DecideForm, SittingForm
from heard.casework.pages.case import all_themes
from heard.casework.pages.refusals import REFUSALS, changed_meanwhile
from heard.casework.pages.sitting import DecidePage, SittingPage, next_href
from heard.casework.queries.sitting import Sitting, sitting
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.rendering import render


@require_safe
@staff(*queries.READERS)
def choose(request: StaffRequest) -> HttpResponse:
    """Lead to where the reader's sittings begin, or let them choose where they read several queues."""
    organisations = list(workplaces_for(user=request.user, roles=queries.READERS))
    if len(organisations) == 1:
        return HttpResponseRedirect(reverse("casework:decide_of", args=[organisations[0].slug]))
    page = ChooserPage.of(title=_("Decide themes and tone"), organisations=organisations, url_name="casework:decide_of")
    return render(request, page)


@require_safe
@staff(*queries.READERS)
def decide_of(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask what to read, or lead to the first piece of it that waits."""
    organisation = organisation_for(user=request.user, slug=slug, roles=queries.READERS)
    choices = queries.choices_of(organisation=organisation)
    form = SittingForm(request.GET or None, choices=choices, now=clock.now())
    may_work = queries.may(user=request.user, organisation=organisation, roles=queries.WORKERS)
    if not form.is_valid():
        return render(request, SittingPage.of(organisation=organisation, form=form, may_work=may_work))
    found = sitting(organisation=organisation, asked=form.asked_for())
    if found.to_decide() is not None:
        return HttpResponseRedirect(next_href(organisation=organisation, found=found))
    fresh = SittingForm(choices=choices, now=clock.now())
    page = SittingPage.of(organisation=organisation, form=fresh, may_work=may_work, found=found)
    return render(request, page)


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Where a person reads one piece of a set."""

    request: StaffRequest
    dossier: queries.Dossier
    choices: queries.Choices
    found: Sitting
    may_work: bool

    def form(self, *, is_sent: bool = False) -> DecideForm:
        """Return the form as the case stands, or as it was sent."""
        return DecideForm(
            self.request.POST if is_sent else None,
            case=self.dossier.case,
            themes=all_themes(self.choices),
            standing=self.dossier.standing,
            tone=self.dossier.case.tone,
        )

    def page(self, form: DecideForm, *, status: int | None = None, seen: int | None = None) -> HttpResponse:
        """Draw the piece with the form, and with what changed since the revision that its sender saw."""
        page = DecidePage.of_case(
            dossier=self.dossier,
            form=form,
            categories=self.choices.categories,
            found=self.found,
            may_work=self.may_work,
            now=clock.now(),
            changes=() if seen is None else queries.changes_since(case=self.dossier.case, revision=seen),
        )
        return render(self.request, page, status=status)

    def onward(self) -> HttpResponse:
        """Lead to the next piece that waits."""
        case = self.dossier.case
        keeper = keeper_of(organisation=case.organisation)
        return HttpResponseRedirect(next_href(organisation=keeper, found=self.found, after=case.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*queries.READERS)
def decide_case(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show one piece of a set, or keep what was decided on it and go on to the next."""
    seat = _sit_down(request, case_id)
    if request.method != "POST":
        return seat.page(seat.form())
    if not seat.may_work:
        raise NotFound
    form = seat.form(is_sent=True)
    if not form.is_valid():
        return seat.page(form)
    try:
        actions.decide_case(
            case=seat.dossier.case,
            present=form.cleaned_data["themes"],
            tone=form.cleaned_data["tone"],
            by=request.user,
            revision=form.seen,
            now=clock.now(),
        )
    except actions.CaseChanged:
        fresh = _sit_down(request, case_id)
        form.add_error(None, changed_meanwhile())
        return fresh.page(form.at(fresh.dossier.case.revision), status=409, seen=form.seen)
    except tuple(REFUSALS) as refusal:
        form.add_error(*REFUSALS[type(refusal)])
        return seat.page(form)
    messages.success(request, _("Saved."))
    return seat.onward()


def _sit_down(request: StaffRequest, case_id: int) -> Seat:
    case = queries.case_for(user=request.user, case_id=case_id)
    organisation = keeper_of(organisation=case.organisation)
    choices = queries.choices_of(organisation=organisation)
    form = SittingForm(request.GET, choices=choices, now=clock.now())
    form.is_valid()
    return Seat(
        request=request,
        dossier=queries.dossier(case=case, now=clock.now()),
        choices=choices,
        found=sitting(organisation=organisation, asked=form.asked_for()),
        may_work=queries.may(user=request.user, organisation=case.organisation, roles=queries.WORKERS),
    )
