"""A case's page and each thing that can be decided on it: a form, an action, and back to the page."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from heard.accounts.doors import StaffRequest, staff
from heard.casework import actions
from heard.casework.forms.deciding import (
    AssignForm,
    MessageForm,
    NarrowForm,
    NoteForm,
    RiskForm,
    StatusForm,
    ThemesForm,
    ToneForm,
)
from heard.casework.pages.case import all_themes, narrowable_pairs, risk_question
from heard.casework.queries import NARROWERS, READERS, WORKERS, narrowable
from heard.casework.views.desk import sit_down
from heard.design import clock


@require_GET
@staff(*READERS)
def case(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show one case."""
    return sit_down(request, case_id, roles=READERS).page()


@require_POST
@staff(*WORKERS)
def assign(request: StaffRequest, case_id: int) -> HttpResponse:
    """Give the case to a colleague, to oneself or to nobody."""
    desk = sit_down(request, case_id, roles=WORKERS)
    form = AssignForm(request.POST, case=desk.case, people=desk.choices.people)

    def act() -> object:
        to = next((person for person in desk.choices.people if person.pk == form.cleaned_data["to"]), None)
        return actions.assign_case(case=desk.case, to=to, by=request.user, revision=form.seen, now=clock.now())

    return desk.decide(form, act, done=_("Saved who works on this case."))


@require_POST
@staff(*WORKERS)
def status(request: StaffRequest, case_id: int) -> HttpResponse:
    """Say where the case stands."""
    desk = sit_down(request, case_id, roles=WORKERS)
    form = StatusForm(request.POST, case=desk.case)

    def act() -> object:
        return actions.set_status(
            case=desk.case,
            status=form.cleaned_data["status"],
            referred_to=form.cleaned_data["referred_to"] or "",
            by=request.user,
            revision=form.seen,
            now=clock.now(),
        )

    return desk.decide(form, act, done=_("Saved where this case stands."))


@require_POST
@staff(*WORKERS)
def raise_risk(request: StaffRequest, case_id: int) -> HttpResponse:
    """Put a sign of harm on the case."""
    desk = sit_down(request, case_id, roles=WORKERS)
    form = RiskForm(request.POST, case=desk.case, asks=risk_question(desk.case))

    def act() -> object:
        return actions.raise_risk(
            case=desk.case,
            reason=form.cleaned_data["reason"],
            by=request.user,
            revision=form.seen,
            now=clock.now(),
        )

    return desk.decide(form, act, done=_("The risk is open. This case now stands first in the queue."))


@require_POST
@staff(*WORKERS)
def close_risk(request: StaffRequest, case_id: int) -> HttpResponse:
    """Close the risk, with a reason."""
    desk = sit_down(request, case_id, roles=WORKERS)
    form = RiskForm(request.POST, case=desk.case, asks=risk_question(desk.case))

    def act() -> object:
        return actions.close_risk(
            case=desk.case,
            reason=form.cleaned_data["reason"],
            by=request.user,
            revision=form.seen,
            now=clock.now(),
        )

    return desk.decide(form, act, done=_("The risk is closed."))


@require_POST
@staff(*WORKERS)
def note(request: StaffRequest, case_id: int) -> HttpResponse:
    """Add a note."""
    desk = sit_down(request, case_id, roles=WORKERS)
    form = NoteForm(request.POST, case=desk.case)

    def act() -> object:
        return actions.add_note(case=desk.case, text=form.cleaned_data["text"], by=request.user, now=clock.now())

    return desk.decide(form, act, done=_("Your note is saved."))


@require_POST
@staff(*WORKERS)
def message(request: StaffRequest, case_id: int) -> HttpResponse:
    """Write to the person."""
    desk = sit_down(request, case_id, roles=WORKERS)
    form = MessageForm(request.POST, case=desk.case)

    def act() -> object:
        return actions.write_from_case(
            case=desk.case,
            words=form.cleaned_data["words"],
            mark=form.cleaned_data["mark"],
            by=request.user,
            now=clock.now(),
        )

    return desk.decide(form, act, done=_("Your message is sent. The person reads it on their own page."))


@require_POST
@staff(*WORKERS)
def messages_read(request: StaffRequest, case_id: int) -> HttpResponse:
    """Say that what the person wrote has been read."""
    desk = sit_down(request, case_id, roles=WORKERS)
    actions.mark_case_read(case=desk.case, by=request.user, now=clock.now())
    messages.success(request, _("Marked as read."))
    return desk.back()


@require_POST
@staff(*WORKERS)
def themes(request: StaffRequest, case_id: int) -> HttpResponse:
    """Decide which themes are in the piece."""
    desk = sit_down(request, case_id, roles=WORKERS)
    form = ThemesForm(request.POST, case=desk.case, themes=all_themes(desk.choices))

    def act() -> object:
        return actions.decide_case_themes(
            case=desk.case,
            present=form.cleaned_data["themes"],
            by=request.user,
            revision=form.seen,
            now=clock.now(),
        )

    return desk.decide(form, act, done=_("The themes are saved."))


@require_POST
@staff(*WORKERS)
def tone(request: StaffRequest, case_id: int) -> HttpResponse:
    """Decide which tone the piece has."""
    desk = sit_down(request, case_id, roles=WORKERS)
    form = ToneForm(request.POST, case=desk.case)

    def act() -> object:
        return actions.decide_case_tone(
            case=desk.case, tone=form.cleaned_data["tone"], by=request.user, revision=form.seen, now=clock.now()
        )

    return desk.decide(form, act, done=_("The tone is saved."))


@require_POST
@staff(*NARROWERS)
def narrow(request: StaffRequest, case_id: int) -> HttpResponse:
    """Take a permission back on the person's behalf."""
    desk = sit_down(request, case_id, roles=NARROWERS)
    form = NarrowForm(request.POST, case=desk.case, narrowable=narrowable_pairs(desk.dossier))

    def act() -> object:
        chosen = {one.pk: one for one in narrowable(dossier=desk.dossier)}
        return actions.narrow_case_consent(
            case=desk.case,
            consent=chosen[form.cleaned_data["consent"]],
            reason=form.cleaned_data["reason"],
            by=request.user,
            revision=form.seen,
            now=clock.now(),
        )

    return desk.decide(form, act, done=_("The permission is taken back."))
