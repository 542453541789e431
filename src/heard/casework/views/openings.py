"""Opening what is sealed: asked for from a case, agreed to by a second person where need be, and shown once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.doors import Role, StaffRequest, organisation_for, prove_again, staff
from heard.accounts.pages.people import ChooserPage
from heard.accounts.queries import keeper_of, workplaces_for
from heard.casework.forms.opening import NO, YES, DecisionOnOpeningForm, OpeningForm, OpeningRuleForm
from heard.casework.pages.opening import (
    OpenedPage,
    OpeningPage,
    OpeningRulePage,
    OpeningsPage,
    OpenPage,
    message_name,
)
from heard.casework.pages.record import text_name
from heard.casework.pages.refusals import OPENING_REFUSALS, why_not_opened
from heard.casework.queries import case_for
from heard.casework.queries.dossiers import text_names
from heard.casework.queries.openings import can_be_opened, cases_of_openings
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.paging import pager
from heard.design.rendering import render
from heard.feedback.actions import opening as actions
from heard.feedback.queries import openings as queries

READERS = (*queries.OPENERS, Role.ADMINISTRATOR)
ANSWERS = ["GET", "HEAD", "POST"]


@require_http_methods(ANSWERS)
@staff(*queries.OPENERS)
def open_contact(request: StaffRequest, case_id: int) -> HttpResponse:
    """Ask why the contact details are needed, then show them once, or ask a second person."""
    case = case_for(user=request.user, case_id=case_id, roles=queries.OPENERS)
    if not queries.has_contact(submission=case.piece.submission):
        raise NotFound
    return _open(request, case, name="")


@require_http_methods(ANSWERS)
@staff(*queries.OPENERS)
def open_words(request: StaffRequest, case_id: int, text_id: int) -> HttpResponse:
    """Ask why an answer is needed as it was written, then show it once, or ask a second person."""
    case = case_for(user=request.user, case_id=case_id, roles=queries.OPENERS)
    sent = case.piece.submission
    text = queries.text_of(submission=sent, piece_id=case.piece_id, text_id=text_id)
    return _open(request, case, name=text_name(text, text_names(submission=sent)), text=text)


@require_http_methods(ANSWERS)
@staff(*queries.OPENERS)
def open_message(request: StaffRequest, case_id: int, message_id: UUID) -> HttpResponse:
    """Ask why a message is needed as it was written, then show it once, or ask a second person."""
    case = case_for(user=request.user, case_id=case_id, roles=queries.OPENERS)
    message = queries.message_of(piece=case.piece, organisation=case.organisation, message_id=message_id)
    return _open(request, case, name=message_name(message), message=message)


def _open(request: StaffRequest, case: Any, *, name: str, **part: Any) -> HttpResponse:
    """Open a part, which has a name, or the contact details, which have none."""
    now = clock.now()
    if elsewhere := prove_again(request, back_to=request.path, now=now):
        return elsewhere
    rule = queries.rule_of(organisation=case.organisation)
    form = OpeningForm(request.POST or None, is_contact=not part)
    if form.is_valid():
        about = {"submission": case.piece.submission, "organisation": case.organisation}
        asked = actions.Asked(**about, **part, **form.cleaned_data)
        try:
            if not rule.needs_second_person:
                unsealed = actions.open_sealed(asked=asked, by=request.user, now=now)
                return _shown(request, unsealed, name=name, done_href=reverse("casework:case", args=[case.pk]))
            actions.ask_to_open(asked=asked, by=request.user, now=now)
        except tuple(OPENING_REFUSALS) as refusal:
            form.add_error(None, why_not_opened(refusal))
        else:
            messages.success(request, _("A second person is asked. You can open it here as soon as they agree."))
            return HttpResponseRedirect(reverse("casework:case", args=[case.pk]))
    others = queries.openers_of(organisation=case.organisation).exclude(pk=request.user.pk).count()
    return render(request, OpenPage.of(case=case, name=name, form=form, rule=rule, others=others))


@require_safe
@staff(*READERS)
def choose(request: StaffRequest) -> HttpResponse:
    """Lead to what was opened in the reader's organisation, or let them choose where there are several."""
    organisations = list(workplaces_for(user=request.user, roles=READERS))
    if len(organisations) == 1:
        return HttpResponseRedirect(reverse("casework:openings_of", args=[organisations[0].slug]))
    return render(
        request, ChooserPage.of(title=_("Openings"), organisations=organisations, url_name="casework:openings_of")
    )


@require_safe
@staff(*READERS)
def openings_of(request: StaffRequest, slug: str) -> HttpResponse:
    """Show what waits for a second person in one organisation, and what was asked and opened there."""
    organisation, now = organisation_for(user=request.user, slug=slug, roles=READERS), clock.now()
    every = queries.openings_within(organisation=organisation)
    turn = pager(query=request.GET, total=every.count())
    shown = list(every[turn.offset : turn.offset + turn.per_page])
    mine = every.filter(asked_by=request.user, opened_at=None, expires_at__gt=now)
    page = OpeningsPage.of(
        organisation=organisation,
        rule=queries.rule_of(organisation=organisation),
        may_rule=queries.may_rule(user=request.user, organisation=organisation),
        waiting=queries.undecided_for(user=request.user).filter(pk__in=every.values("pk")),
        mine=[one for one in mine if can_be_opened(opening=one, user=request.user, now=now)],
        openings=shown,
        cases=cases_of_openings(openings=shown, user=request.user),
        pager=turn,
        reader=request.user,
        now=now,
    )
    return render(request, page)


@require_http_methods(ANSWERS)
@staff(*queries.OPENERS)
def opening(request: StaffRequest, opening_id: int) -> HttpResponse:
    """Let a second person agree or refuse; whoever asked sees how it stands."""
    asked, now = queries.opening_for(user=request.user, opening_id=opening_id), clock.now()
    decides = queries.undecided_for(user=request.user).filter(pk=asked.pk).exists()
    if decides and (elsewhere := prove_again(request, back_to=request.path, now=now)):
        return elsewhere
    form = DecisionOnOpeningForm(request.POST or None) if decides else None
    if form and form.is_valid():
        try:
            if form.agrees:
                actions.agree_to_opening(opening=asked, by=request.user, now=now)
            else:
                actions.refuse_opening(opening=asked, words=form.cleaned_data["refusal"], by=request.user, now=now)
        except tuple(OPENING_REFUSALS) as refusal:
            form.add_error(None, why_not_opened(refusal))
        else:
            messages.success(request, _("You agreed.") if form.agrees else _("You refused."))
            keeper = keeper_of(organisation=asked.organisation)
            return HttpResponseRedirect(reverse("casework:openings_of", args=[keeper.slug]))
    case_id = cases_of_openings(openings=[asked], user=request.user).get(asked.pk)
    page = OpeningPage.of(opening=asked, form=form, case_id=case_id, reader=request.user, now=now)
    return render(request, page)


@require_POST
@staff(*queries.OPENERS)
def open_agreed(request: StaffRequest, opening_id: int) -> HttpResponse:
    """Show once what a second person agreed to."""
    asked, now = queries.opening_for(user=request.user, opening_id=opening_id), clock.now()
    here = reverse("casework:opening", args=[asked.pk])
    if elsewhere := prove_again(request, back_to=here, now=now):
        return elsewhere
    case_id = cases_of_openings(openings=[asked], user=request.user).get(asked.pk)
    try:
        unsealed = actions.open_agreed(opening=asked, by=request.user, now=now)
    except tuple(OPENING_REFUSALS) as refusal:
        messages.warning(request, why_not_opened(refusal))
        return HttpResponseRedirect(here)
    return _shown(
        request, unsealed, name=_name_of(asked), done_href=reverse("casework:case", args=[case_id]) if case_id else here
    )


@require_http_methods(ANSWERS)
@staff(*queries.RULERS)
def opening_rule(request: StaffRequest, slug: str) -> HttpResponse:
    """Say whether one person or two decide in an organisation."""
    organisation = organisation_for(user=request.user, slug=slug, roles=queries.RULERS)
    if elsewhere := prove_again(request, back_to=request.path, now=clock.now()):
        return elsewhere
    rule = queries.rule_of(organisation=organisation)
    form = OpeningRuleForm(
        request.POST or None, initial={"people": YES if rule.needs_second_person else NO, "hours": rule.hours}
    )
    if form.is_valid():
        try:
            actions.set_opening_rule(
                organisation=organisation,
                needs_second_person=form.needs_two,
                hours=form.cleaned_data["hours"] or rule.hours,
                by=request.user,
                now=clock.now(),
            )
        except actions.NotTheirsToLift as refusal:
            form.add_error("people", why_not_opened(refusal))
        else:
            messages.success(request, _("The rule is saved. It holds from now on."))
            return HttpResponseRedirect(reverse("casework:openings_of", args=[slug]))
    return render(request, OpeningRulePage.of(organisation=organisation, form=form))


def _name_of(opening: Any) -> str:
    if opening.message is not None:
        return message_name(opening.message)
    return text_name(opening.text, text_names(submission=opening.submission)) if opening.text else ""


def _shown(request: StaffRequest, unsealed: actions.Unsealed, *, name: str, done_href: str) -> HttpResponse:
    """Draw what was opened in the answer to the form itself: it has no address of its own, and no cache keeps it."""
    response = render(request, OpenedPage.of(unsealed=unsealed, name=name, done_href=done_href))
    response.headers["Cache-Control"] = "no-store, private"
    return response
