"""The desk at which a person works on one case: what every address of a case loads, draws and answers alike."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from heard.accounts.doors import Role, StaffRequest
from heard.accounts.queries import keeper_of
from heard.casework import actions, queries
from heard.casework.forms.deciding import DecisionForm
from heard.casework.forms.filtering import QueueFilterForm
from heard.casework.pages.case import CasePage, forms_of
from heard.casework.pages.refusals import REFUSALS, changed_meanwhile
from heard.casework.queries.openings import sealed_parts
from heard.casework.queries.quoting import quotes_on
from heard.design import clock
from heard.design.rendering import render


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One case with all that its page shows, and the queue's filters with which the reader came."""

    request: StaffRequest
    dossier: queries.Dossier
    choices: queries.Choices
    asked: queries.QueueFilter

    @property
    def case(self) -> queries.Case:
        """Return the case as it stood when the request came."""
        return self.dossier.case

    def page(
        self, sent: DecisionForm | None = None, *, status: int | None = None, seen: int | None = None
    ) -> HttpResponse:
        """Draw the page, with a form as it was sent, and what changed since the revision that its sender saw."""
        organisation, user = self.case.organisation, self.request.user
        queue_of = keeper_of(organisation=organisation)
        roles = queries.roles_at(user=user, organisation=organisation)
        page = CasePage.of(
            dossier=self.dossier,
            forms=forms_of(dossier=self.dossier, choices=self.choices, sent=sent),
            categories=self.choices.categories,
            asked=self.asked,
            neighbours=queries.neighbours(
                case=self.case, found=queries.search(organisation=queue_of, asked=self.asked, user=user)
            ),
            reader=user,
            sealed=sealed_parts(case=self.case, user=user),
            may_work=not roles.isdisjoint(queries.WORKERS),
            may_narrow=not roles.isdisjoint(queries.NARROWERS),
            may_quote=not roles.isdisjoint(queries.EXPORTERS),
            quotes=quotes_on(case=self.case),
            now=clock.now(),
            changes=() if seen is None else queries.changes_since(case=self.case, revision=seen),
        )
        return render(self.request, page, status=status)

    def decide(self, form: DecisionForm, act: Callable[[], object], *, done: str) -> HttpResponse:
        """Do what a valid form asks and lead back to the page; else draw the page with what is wrong.

        Where someone else changed the case meanwhile, nothing is done: the page shows their change and keeps this
        reader's answers, to be sent again (409).
        """
        if not form.is_valid():
            return self.page(form)
        try:
            act()
        except actions.CaseChanged:
            return self._meet(form)
        except tuple(REFUSALS) as refusal:
            form.add_error(*REFUSALS[type(refusal)])
            return self.page(form)
        messages.success(self.request, done)
        return self.back()

    def back(self) -> HttpResponse:
        """Lead to the case's page, or to the queue where the case is no longer the reader's to see."""
        if queries.cases_for(user=self.request.user).filter(pk=self.case.pk).exists():
            return HttpResponseRedirect(reverse("casework:case", args=[self.case.pk]) + self.asked.query())
        keeper = keeper_of(organisation=self.case.organisation)
        return HttpResponseRedirect(reverse("casework:queue_of", args=[keeper.slug]) + self.asked.query())

    def _meet(self, form: DecisionForm) -> HttpResponse:
        fresh = sit_down(self.request, self.case.pk, roles=queries.READERS)
        form.add_error(None, changed_meanwhile())
        return fresh.page(form.at(fresh.case.revision), status=409, seen=form.seen)


def sit_down(request: StaffRequest, case_id: int, *, roles: tuple[Role, ...]) -> Desk:
    """Return the desk of a case that the reader may see in one of the roles. Raises NotFound."""
    case = queries.case_for(user=request.user, case_id=case_id, roles=roles)
    choices, asked = came_with(request, case=case)
    return Desk(request=request, dossier=queries.dossier(case=case, now=clock.now()), choices=choices, asked=asked)


def came_with(request: StaffRequest, *, case: queries.Case) -> tuple[queries.Choices, queries.QueueFilter]:
    """Return what the case's queue can be filtered by, and the filters with which the reader came from there."""
    keeper = keeper_of(organisation=case.organisation)
    choices = queries.choices_of(organisation=keeper, campaign=request.GET.get("campaign", ""))
    filters = QueueFilterForm(request.GET, choices=choices)
    return choices, filters.queue_filter() if filters.is_valid() else queries.QueueFilter()
