"""Coding apart: start a set, code its pieces one after the other, see how far people agree, and settle it."""

import secrets
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.doors import StaffRequest, organisation_for, staff
from heard.accounts.pages.people import ChooserPage
from heard.accounts.queries import keeper_of, workplaces_for
from heard.casework import actions, queries
from heard.casework.actions.coding import settle_agreed as settle_all
from heard.casework.actions.coding import settle_piece
from heard.casework.forms.coding import StartCodingForm
from heard.casework.forms.sitting import CodeForm, DecideForm
from heard.casework.pages import coded as piece_pages
from heard.casework.pages import coding as pages
from heard.casework.pages.case import all_themes
from heard.casework.pages.refusals import changed_meanwhile
from heard.casework.queries import coding as coding_queries
from heard.casework.queries.coding import CODERS, STARTERS, VIEWERS, Item, WholeSet
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.rendering import render
from heard.insight.actions import coding as insight_actions

MOST_SHOWN = 30


@require_safe
@staff(*VIEWERS)
def choose(request: StaffRequest) -> HttpResponse:
    """Lead to the reader's sets, or let them choose where they work in several organisations."""
    organisations = list(workplaces_for(user=request.user, roles=VIEWERS))
    if len(organisations) == 1:
        return HttpResponseRedirect(reverse("casework:coding_of", args=[organisations[0].slug]))
    page = ChooserPage.of(title=_("Double coding"), organisations=organisations, url_name="casework:coding_of")
    return render(request, page)


@require_safe
@staff(*VIEWERS)
def coding_of(request: StaffRequest, slug: str) -> HttpResponse:
    """Show an organisation's sets."""
    organisation = organisation_for(user=request.user, slug=slug, roles=VIEWERS)
    sets = coding_queries.coding_sets_for(user=request.user, organisation=organisation)[:MOST_SHOWN]
    page = pages.coding_page(
        organisation=organisation,
        sets=coding_queries.whole_sets(coding_sets=list(sets)),
        may_start=queries.may(user=request.user, organisation=organisation, roles=STARTERS),
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*STARTERS)
def start(request: StaffRequest, slug: str) -> HttpResponse:
    """Start a set."""
    organisation = organisation_for(user=request.user, slug=slug, roles=STARTERS)
    choices = queries.choices_of(organisation=organisation)
    people = {one.pk: one for one in coding_queries.possible_coders(organisation=organisation)}
    form = StartCodingForm(
        request.POST if request.method == "POST" else None, campaigns=choices.campaigns, people=people.values()
    )
    if form.is_valid():
        asked, seed = form.cleaned_data, secrets.randbelow(2**31)
        campaign = asked["campaign"] or ""
        wanted = insight_actions.SetIn(
            organisation=organisation,
            campaign=next((one for one in choices.campaigns if one.slug == campaign), None),
            choosing=asked["choosing"],
            seed=seed,
            pieces=coding_queries.drawn(
                organisation=organisation,
                campaign=campaign,
                choosing=asked["choosing"],
                number=asked["number"],
                seed=seed,
            ),
            coders=[people[pk] for pk in asked["coders"]],
        )
        try:
            started = insight_actions.start_coding(wanted=wanted, by=request.user, now=clock.now())
        except insight_actions.NothingToCode:
            form.add_error("campaign", _("There is no piece to code here that is not in another set"))
        else:
            messages.success(request, _("The set is started. Tell the people who code it."))
            return HttpResponseRedirect(reverse("casework:coding_set", args=[started.pk]))
    return render(request, pages.start_coding_page(organisation=organisation, form=form))


@require_safe
@staff(*VIEWERS)
def coding_set(request: StaffRequest, set_id: int) -> HttpResponse:
    """Show one set."""
    whole = _whole(request, set_id)
    organisation = whole.coding_set.organisation
    page = pages.coding_set_page(
        whole=whole,
        agreement=coding_queries.agreement(whole=whole),
        reader=request.user,
        back_to=keeper_of(organisation=organisation),
        may_start=queries.may(user=request.user, organisation=organisation, roles=STARTERS),
        may_settle=queries.may(user=request.user, organisation=organisation, roles=CODERS),
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CODERS)
def code(request: StaffRequest, set_id: int, position: int) -> HttpResponse:
    """Show a coder one piece, or keep what they find in it and go on to the next."""
    whole = _whole(request, set_id)
    coder, item = whole.coder(request.user), _item(whole, position)
    if coder is None or not queries.may(user=request.user, organisation=item.case.organisation, roles=CODERS):
        raise NotFound
    if whole.is_over or item.is_settled:
        return _to_set(whole)
    seat = _Seat.of(request, item)
    said = item.said.get(coder.pk)
    form = CodeForm(
        request.POST if request.method == "POST" else None,
        themes=all_themes(seat.choices),
        standing=said.themes if said else (),
        tone=said.tone if said else "",
    )
    if form.is_valid():
        insight_actions.code_piece(
            item=item.item,
            coder=coder,
            present=form.cleaned_data["themes"],
            tone=form.cleaned_data["tone"],
            now=clock.now(),
        )
        waiting = [one for one in whole.waiting_for(coder) if one.item.pk != item.item.pk]
        later = [one for one in waiting if one.item.position > position]
        if not waiting:
            messages.success(request, _("You have coded all pieces of this set."))
            return _to_set(whole)
        return HttpResponseRedirect(piece_pages.code_href(whole.coding_set, (later or waiting)[0]))
    page = piece_pages.code_page(
        whole=whole,
        item=item,
        dossier=seat.dossier,
        form=form,
        categories=seat.choices.categories,
        coder=coder.pk,
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CODERS)
def settle(request: StaffRequest, set_id: int, position: int) -> HttpResponse:
    """Show a piece about which coders differ, or decide it and go on to the next."""
    whole = _whole(request, set_id)
    item = _item(whole, position)
    if not queries.may(user=request.user, organisation=item.case.organisation, roles=CODERS):
        raise NotFound
    disputed = whole.to_settle(agreed=False)
    if whole.is_hidden_from(request.user) or item not in disputed:
        return _to_set(whole)
    seat = _Seat.of(request, item)
    form = seat.settle_form(is_sent=request.method == "POST")
    if form.is_valid():
        try:
            settle_piece(
                item=item.item,
                case=item.case,
                present=form.cleaned_data["themes"],
                tone=form.cleaned_data["tone"],
                by=request.user,
                revision=form.seen,
                now=clock.now(),
            )
        except actions.CaseChanged:
            form.add_error(None, changed_meanwhile())
            form = form.at(item.case.revision)
        except insight_actions.CodingOver:
            messages.info(request, _("Somebody settled this piece meanwhile."))
            return _to_set(whole)
        else:
            left = [one for one in disputed if one != item]
            after = [one for one in left if one.item.position > position]
            return (
                HttpResponseRedirect(piece_pages.settle_href(whole.coding_set, (after or left)[0]))
                if left
                else _to_set(whole)
            )
    page = piece_pages.settle_page(
        whole=whole, item=item, dossier=seat.dossier, form=form, categories=seat.choices.categories
    )
    return render(request, page)


@require_POST
@staff(*CODERS)
def settle_agreed(request: StaffRequest, set_id: int) -> HttpResponse:
    """Decide the pieces on which all coders agree."""
    whole = _whole(request, set_id)
    if not queries.may(user=request.user, organisation=whole.coding_set.organisation, roles=CODERS):
        raise NotFound
    if not whole.is_hidden_from(request.user):
        try:
            done = settle_all(items=whole.to_settle(agreed=True), by=request.user, now=clock.now())
        except (actions.CaseChanged, insight_actions.CodingOver):
            messages.info(request, _("Somebody settled some of them meanwhile. Look at what is left."))
        else:
            messages.success(request, _("Settled: %(n)s.") % {"n": done})
    return _to_set(whole)


@require_POST
@staff(*STARTERS)
def end(request: StaffRequest, set_id: int) -> HttpResponse:
    """End a set before all have coded everything."""
    whole = _whole(request, set_id)
    if not queries.may(user=request.user, organisation=whole.coding_set.organisation, roles=STARTERS):
        raise NotFound
    insight_actions.end_coding(coding_set=whole.coding_set, by=request.user, now=clock.now())
    messages.success(request, _("The coding is ended. What was coded stays."))
    return _to_set(whole)


@dataclass(frozen=True, kw_only=True)
class _Seat:
    """One piece of a set, with the words and the themes to choose from."""

    request: StaffRequest
    item: Item
    dossier: queries.Dossier
    choices: queries.Choices

    @classmethod
    def of(cls, request: StaffRequest, item: Item) -> "_Seat":
        choices = queries.choices_of(organisation=keeper_of(organisation=item.case.organisation))
        dossier = queries.dossier(case=item.case, now=clock.now())
        return cls(request=request, item=item, dossier=dossier, choices=choices)

    def settle_form(self, *, is_sent: bool) -> DecideForm:
        """Return the form, with what all coders said alike chosen."""
        said = list(self.item.said.values())
        tones = {one.tone for one in said}
        return DecideForm(
            self.request.POST if is_sent else None,
            case=self.item.case,
            themes=all_themes(self.choices),
            standing=frozenset.intersection(*(one.themes for one in said)),
            tone=tones.pop() if len(tones) == 1 else "",
        )


def _whole(request: StaffRequest, set_id: int) -> WholeSet:
    found = coding_queries.coding_set_for(user=request.user, set_id=set_id)
    return coding_queries.whole_set(coding_set=found)


def _item(whole: WholeSet, position: int) -> Item:
    for one in whole.items:
        if one.item.position == position:
            return one
    raise NotFound


def _to_set(whole: WholeSet) -> HttpResponse:
    return HttpResponseRedirect(reverse("casework:coding_set", args=[whole.coding_set.pk]))
