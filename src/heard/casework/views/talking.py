"""Messages on the page of a person who came back with their code."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse

from heard.casework.forms.talking import ReplyForm
from heard.casework.pages.returning import taken_back_page
from heard.casework.pages.talking import choices_of, talk_page
from heard.casework.views.returning import Visit, returned, see_other
from heard.feedback.actions import messaging
from heard.feedback.queries.messages import Opened, can_be_written_to, may_be_written_to, messages_for_person
from heard.feedback.replies import ReplyPair

if TYPE_CHECKING:
    from heard.accounts.models import Organisation


@returned
def talk(visit: Visit) -> HttpResponse:
    """Show what was written, which counts as seen; or send an organisation a message."""
    organisations = may_be_written_to(submission=visit.submission)
    several = choices_of(organisations)
    form = ReplyForm(visit.request.POST or None, several=several)
    if visit.request.method == "POST" and form.is_valid():
        return _send(visit, form, organisations)
    pair = ReplyPair(receipt=visit.shown.receipt)
    opened = messages_for_person(submission=visit.submission, pair=pair)
    response = _show(visit, form, opened, organisations)
    messaging.mark_read_by_person(messages=[one.message for one in opened], now=visit.now)
    return response


def _send(visit: Visit, form: ReplyForm, organisations: "Sequence[Organisation]") -> HttpResponse:
    words = form.cleaned_data["words"]
    wanted = form.cleaned_data.get("to", "")
    chosen = [each for each in organisations if not wanted or str(each.pk) == wanted]
    if not chosen:
        return visit.show(taken_back_page(words=(words,)), status=409)
    message = messaging.MessageIn(
        submission=visit.submission, organisation=chosen[0], words=words, mark=form.cleaned_data["mark"]
    )
    try:
        messaging.write_to_staff(message=message, now=visit.now)
    except (messaging.TakenBack, messaging.NotForThem, messaging.NoWayToReply):
        return visit.show(taken_back_page(words=(words,)), status=409)
    return see_other(reverse("casework:my_feedback_messages"))


def _show(
    visit: Visit, form: ReplyForm, opened: "Sequence[Opened]", organisations: "Sequence[Organisation]"
) -> HttpResponse:
    drawn = talk_page(
        opened=opened,
        form=form,
        organisations=organisations,
        may_write=can_be_written_to(submission=visit.submission),
        is_withdrawn=visit.submission.withdrawn_at is not None,
        token=visit.token,
    )
    return visit.show(drawn)
