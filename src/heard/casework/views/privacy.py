"""Those who look after privacy: requests for rights, what the law holds, periods, and what people are told."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.doors import StaffRequest, organisation_for, prove_again, staff
from heard.accounts.pages.people import ChooserPage
from heard.accounts.queries import workplaces_for
from heard.casework.copies import by_staff
from heard.casework.forms import privacy as forms
from heard.casework.pages.copying import CopyPage
from heard.casework.pages.privacy import PrivacyFormPage, PrivacyPage
from heard.casework.pages.refusals import RIGHTS_REFUSALS
from heard.casework.pages.retention import RetentionPage
from heard.casework.pages.rights import RightsPage
from heard.design import clock
from heard.design.forms import Form
from heard.design.rendering import render
from heard.feedback.actions import holding, retaining
from heard.feedback.actions import rights as actions
from heard.feedback.queries import retaining as periods
from heard.feedback.queries import rights as queries
from heard.feedback.queries.erasing import erasure_of

ANSWERS = ["GET", "HEAD", "POST"]


@require_safe
@staff(*queries.READERS)
def choose(request: StaffRequest) -> HttpResponse:
    """Lead to the reader's organisation, or let them choose where there are several."""
    organisations = list(workplaces_for(user=request.user, roles=queries.READERS))
    if len(organisations) == 1:
        return HttpResponseRedirect(reverse("casework:privacy_of", args=[organisations[0].slug]))
    return render(
        request, ChooserPage.of(title=_("Privacy"), organisations=organisations, url_name="casework:privacy_of")
    )


@require_safe
@staff(*queries.READERS)
def privacy_of(request: StaffRequest, slug: str) -> HttpResponse:
    """Show what waits in one organisation."""
    organisation = organisation_for(user=request.user, slug=slug, roles=queries.READERS)
    requests = list(queries.requests_within(organisation=organisation)[:200])
    page = PrivacyPage.of(
        organisation=organisation,
        is_lead=workplaces_for(user=request.user, roles=queries.LEADS).filter(pk=organisation.pk).exists(),
        requests=requests,
        held=queries.held_among(requests=requests),
        holds=queries.holds_within(organisation=organisation),
        today=timezone.localdate(clock.now()),
    )
    return render(request, page)


@require_http_methods(ANSWERS)
@staff(*queries.LEADS)
def rights_new(request: StaffRequest, slug: str) -> HttpResponse:
    """Log a request."""
    organisation, now = organisation_for(user=request.user, slug=slug, roles=queries.LEADS), clock.now()
    today = timezone.localdate(now)
    find = partial(_find, organisation)
    form = forms.RequestForm(request.POST or None, today=today, find=find, initial={"received_on": today})
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("right", "received_on", "submission")}
        asked = actions.RequestIn(organisation=organisation, asked=form.cleaned_data["line"], **given)
        logged = actions.log_request(request=asked, by=request.user, now=now)
        messages.success(request, _("The request is logged. You have one month from the day it came."))
        return HttpResponseRedirect(reverse("casework:rights", args=[logged.pk]))
    page = PrivacyFormPage.of(title=_("Log a request"), organisation=organisation, form=form, button=_("Log it"))
    return render(request, page)


@require_safe
@staff(*queries.LEADS)
def rights(request: StaffRequest, request_id: int) -> HttpResponse:
    """Show one request."""
    asked = queries.request_for(user=request.user, request_id=request_id)
    erasure = erasure_of(submission=asked.submission) if asked.submission else None
    held, today = queries.held_among(requests=[asked]), timezone.localdate(clock.now())
    return render(request, RightsPage.of(request=asked, erasure=erasure, is_held=asked.pk in held, today=today))


@require_http_methods(ANSWERS)
@staff(*queries.LEADS)
def rights_identity(request: StaffRequest, request_id: int) -> HttpResponse:
    """Say whose it is and how staff made sure."""
    asked = queries.request_for(user=request.user, request_id=request_id)
    reference = asked.submission.reference if asked.submission else ""
    find = partial(_find, asked.organisation)
    form = forms.IdentityForm(request.POST or None, find=find, initial={"reference": reference, "how": asked.identity})
    if form.is_valid():
        check = partial(
            actions.check_identity, submission=form.cleaned_data["submission"], how=form.cleaned_data["how"]
        )
        return _step(request, asked, check, _("It is written down that you made sure."))
    return render(request, _step_page(asked, form, _("Make sure whose it is")))


@require_http_methods(ANSWERS)
@staff(*queries.LEADS)
def rights_extend(request: StaffRequest, request_id: int) -> HttpResponse:
    """Take two more months."""
    asked = queries.request_for(user=request.user, request_id=request_id)
    form = forms.ExtendForm(request.POST or None)
    if form.is_valid():
        extend = partial(actions.extend_request, because=form.cleaned_data["because"])
        return _step(request, asked, extend, _("You have two more months. Tell the person why."))
    return render(request, _step_page(asked, form, _("Take two more months")))


@require_http_methods(ANSWERS)
@staff(*queries.LEADS)
def rights_answer(request: StaffRequest, request_id: int) -> HttpResponse:
    """Say what came of a request; an erasure begins, or waits for a legal hold, an objection takes effect."""
    asked = queries.request_for(user=request.user, request_id=request_id)
    form = forms.AnswerForm(request.POST or None)
    if form.is_valid():
        answer = partial(actions.answer_request, outcome=form.cleaned_data["outcome"], note=form.cleaned_data["note"])
        waits = _("Nothing of it is erased while a legal hold stands. The request is due again once that is lifted.")
        return _step(request, asked, answer, _("The request is answered."), waits=waits)
    return render(request, _step_page(asked, form, _("Say what came of it")))


@require_POST
@staff(*queries.LEADS)
def rights_copy(request: StaffRequest, request_id: int) -> HttpResponse:
    """Make the copy that the person asked for, as a file."""
    asked, now = queries.request_for(user=request.user, request_id=request_id), clock.now()
    here = reverse("casework:rights", args=[request_id])
    if elsewhere := prove_again(request, back_to=here, now=now):
        return elsewhere
    opener = by_staff.Opener(organisation=asked.organisation, by=request.user, now=now)
    try:
        submission, sections = by_staff.copy_for(request=asked, opener=opener)
    except tuple(RIGHTS_REFUSALS) as refusal:
        messages.warning(request, RIGHTS_REFUSALS[type(refusal)])
        return HttpResponseRedirect(here)
    response = render(request, CopyPage.of(organisation=asked.organisation, sections=sections, now=now))
    response.headers["Content-Disposition"] = f'attachment; filename="copy-{submission.reference}.html"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


@require_http_methods(ANSWERS)
@staff(*queries.LEADS)
def hold_new(request: StaffRequest, slug: str) -> HttpResponse:
    """Stop the erasing of a submission or a campaign."""
    organisation, now = organisation_for(user=request.user, slug=slug, roles=queries.LEADS), clock.now()
    form = forms.HoldForm(
        request.POST or None,
        today=timezone.localdate(now),
        find=partial(_find, organisation),
        campaigns=queries.campaigns_of(organisation=organisation),
    )
    if form.is_valid():
        names = ("ground", "reason", "review_on", "submission", "campaign")
        hold = holding.HoldIn(organisation=organisation, **{name: form.cleaned_data[name] for name in names})
        try:
            holding.place_hold(hold=hold, by=request.user, now=now)
        except holding.AlreadyHeld:
            form.add_error(None, _("It is held already"))
        except holding.AlreadyErased:
            form.add_error("reference", _("It is erased already: nothing is left to hold"))
        else:
            messages.success(request, _("Nothing of it is erased until someone lifts the hold."))
            return HttpResponseRedirect(reverse("casework:privacy_of", args=[slug]))
    sentences = (_("While a hold stands nothing of it is erased, neither by wish nor by time."),)
    page = PrivacyFormPage.of(
        title=_("Stop an erasure"), organisation=organisation, form=form, button=_("Hold it"), sentences=sentences
    )
    return render(request, page)


@require_http_methods(ANSWERS)
@staff(*queries.LEADS)
def hold_lift(request: StaffRequest, hold_id: int) -> HttpResponse:
    """Lift a hold."""
    hold = queries.hold_for(user=request.user, hold_id=hold_id)
    back = reverse("casework:privacy_of", args=[hold.organisation.slug])
    form = forms.LiftForm(request.POST or None)
    if form.is_valid():
        try:
            holding.lift_hold(hold=hold, reason=form.cleaned_data["reason"], by=request.user, now=clock.now())
        except holding.AlreadyLifted:
            messages.warning(request, _("Somebody has lifted this hold in the meantime."))
        else:
            messages.success(request, _("The hold is lifted. What was asked to be erased is erased now."))
        return HttpResponseRedirect(back)
    page = PrivacyFormPage.of(
        title=_("Lift the hold"), organisation=hold.organisation, form=form, button=_("Lift it"), back_href=back
    )
    return render(request, page)


@require_http_methods(ANSWERS)
@staff(*queries.READERS)
def retention(request: StaffRequest, slug: str) -> HttpResponse:
    """Show how long each kind is kept; keep one for less."""
    organisation, now = organisation_for(user=request.user, slug=slug, roles=queries.READERS), clock.now()
    form = forms.PeriodForm(request.POST or None, kinds=periods.kinds())
    if form.is_valid():
        try:
            retaining.set_period(organisation=organisation, by=request.user, now=now, **form.cleaned_data)
        except retaining.NotThatLong as refusal:
            most = _("This kind is kept for at most %(number)d months") % {"number": refusal.most}
            form.add_error("months", most)
        else:
            messages.success(request, _("Saved. It holds from the next night on."))
            return HttpResponseRedirect(reverse("casework:retention", args=[slug]))
    page = RetentionPage.of(
        organisation=organisation,
        kinds=periods.kinds(),
        own=periods.periods_of(organisation=organisation),
        overdue=sum(periods.overdue(now=now).values()),
        run=next(iter(periods.latest_runs(limit=1)), None),
        form=form,
    )
    return render(request, page)


@require_http_methods(ANSWERS)
@staff(*queries.READERS)
def particulars(request: StaffRequest, slug: str) -> HttpResponse:
    """Change what people are told on the organisation's forms."""
    organisation = organisation_for(user=request.user, slug=slug, roles=queries.READERS)
    told = queries.particulars_of(organisation=organisation)
    names = ("controller", "joint_with", "lawful_basis", "special_condition", "officer", "registration")
    initial = {name: getattr(told, name) for name in names} if told else {}
    form = forms.ParticularsForm(request.POST or None, initial=initial)
    if form.is_valid():
        given = actions.ParticularsIn(**{name: form.cleaned_data[name] for name in names})
        actions.change_particulars(organisation=organisation, told=given, by=request.user, now=clock.now())
        messages.success(request, _("Saved. People read it on your forms from now on."))
        return HttpResponseRedirect(reverse("casework:privacy_of", args=[slug]))
    page = PrivacyFormPage.of(
        title=_("What people are told"),
        organisation=organisation,
        form=form,
        button=_("Save"),
        sentences=(_("It stands on each of your forms, where people read who you are."),),
    )
    return render(request, page)


def _step(request: StaffRequest, asked: Any, act: Callable[..., Any], done: str, *, waits: str = "") -> HttpResponse:
    """Do one step of a request and go back to it, with what was done, that it `waits`, or why it was not done."""
    try:
        after = act(request=asked, by=request.user, now=clock.now())
    except tuple(RIGHTS_REFUSALS) as refusal:
        messages.warning(request, RIGHTS_REFUSALS[type(refusal)])
    else:
        messages.success(request, waits if waits and after.closed_at is None else done)
    return HttpResponseRedirect(reverse("casework:rights", args=[asked.pk]))


def _step_page(asked: Any, form: Form, title: str) -> PrivacyFormPage:
    back = reverse("casework:rights", args=[asked.pk])
    return PrivacyFormPage.of(title=title, organisation=asked.organisation, form=form, button=_("Save"), back_href=back)


def _find(organisation: Any, reference: str) -> Any:
    return queries.submission_of(organisation=organisation, reference=reference)
