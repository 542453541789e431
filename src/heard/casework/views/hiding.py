"""Hiding more of what a person said."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heard.accounts.doors import StaffRequest, staff
from heard.casework import actions
from heard.casework.forms.deciding import HideForm
from heard.casework.queries import WORKERS
from heard.casework.views.desk import sit_down
from heard.design import clock


@require_POST
@staff(*WORKERS)
def hide(request: StaffRequest, case_id: int) -> HttpResponse:
    """Hide some words, for every organisation and for good."""
    desk = sit_down(request, case_id, roles=WORKERS)
    form = HideForm(request.POST, case=desk.case)

    def act() -> object:
        return actions.hide_words(
            case=desk.case,
            words=form.cleaned_data["words"],
            kind=form.cleaned_data["kind"],
            by=request.user,
            now=clock.now(),
        )

    return desk.decide(form, act, done=_("The words are hidden, for everyone."))
