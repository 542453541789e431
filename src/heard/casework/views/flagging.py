"""Saying that something unusual about how a form came was looked at."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heard.accounts.doors import StaffRequest, staff
from heard.casework.queries import WORKERS
from heard.casework.views.desk import sit_down
from heard.design import clock
from heard.design.errors import NotFound
from heard.feedback.actions import flagging
from heard.feedback.queries.flags import flag_of


@require_POST
@staff(*WORKERS)
def dismiss_flag(request: StaffRequest, case_id: int, flag_id: int) -> HttpResponse:
    """Say that nothing was wrong; whoever came second is told the same."""
    desk = sit_down(request, case_id, roles=WORKERS)
    flag = flag_of(submission=desk.case.piece.submission, flag_id=flag_id)
    if flag is None:
        raise NotFound
    try:
        flagging.dismiss_flag(flag=flag, by=request.user, organisation=desk.case.organisation, now=clock.now())
    except flagging.NoSuchFlag:
        messages.info(request, _("Someone looked at this before you."))
    else:
        messages.success(request, _("Saved that you looked at this."))
    return desk.back()
