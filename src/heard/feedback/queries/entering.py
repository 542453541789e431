"""Reads for staff who enter what others said: for which forms they may, what they have begun, and what they sent."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from heard.accounts.models import Role, User
from heard.accounts.queries import organisations_for
from heard.campaigns.models import Form, Placement
from heard.campaigns.queries import placement_by_code
from heard.design.clock import start_of_day
from heard.design.errors import NotFound
from heard.feedback.drafts import LIFETIME
from heard.feedback.entries import secret_for
from heard.feedback.models import Channel, Entry
from heard.feedback.queries.forms import NoDraft, OpenDraft, open_draft

ENTERERS = (Role.CASEWORKER, Role.CAMPAIGN_MANAGER)


def forms_to_enter_for(*, user: User) -> QuerySet[Form]:
    """Return the forms with questions of the organisations for which the person may enter what others said."""
    return (
        Form.objects.filter(organisation__in=organisations_for(user=user, roles=ENTERERS))
        .filter(question_sets__questions__isnull=False)
        .select_related("campaign__owner", "organisation__kept_by")
        .distinct()
        .order_by("campaign__title", "title", "pk")
    )


def form_to_enter_for(*, user: User, campaign: str, form: str) -> Form:
    """Return one of those forms; raise NotFound where it is missing or another organisation's."""
    found = forms_to_enter_for(user=user).filter(campaign__slug=campaign, slug=form).first()
    if found is None:
        raise NotFound
    return found


def entries_begun_by(*, user: User, now: datetime) -> QuerySet[Entry]:
    """Return what the person began to enter and has not sent, the latest first; a day after its last change it is gone.

    A colleague's are nobody else's to see.
    """
    return (
        Entry.objects.begun()
        .filter(entered_by=user, form__in=forms_to_enter_for(user=user), draft__updated_at__gt=now - LIFETIME)
        .select_related("form__campaign", "draft")
        .order_by("-begun_at", "-pk")
    )


def entry_for(*, user: User, entry_id: int) -> Entry:
    """Return what the person themself entered; raise NotFound where it is missing or anyone else's."""
    found = (
        Entry.objects.filter(pk=entry_id, entered_by=user, form__in=forms_to_enter_for(user=user))
        .select_related("form__campaign__owner", "form__organisation__kept_by", "draft", "submission", "enquiry")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def opened_entry(*, entry: Entry, now: datetime) -> OpenDraft | None:
    """Return the entry's draft, opened; None where its day is over."""
    try:
        return open_draft(form=entry.form, secret=secret_for(entry), now=now)
    except NoDraft:
        return None


def placement_of_code(*, form: Form, code: str) -> Placement | None:
    """Return the link of the form's campaign that has this code."""
    found = placement_by_code(code.strip().rstrip("/").rpartition("/")[2])
    return found if found and found.campaign_id == form.campaign_id else None


def sent_on_day_of(*, form: Form, now: datetime, channel: str = Channel.PAPER) -> QuerySet[Entry]:
    """Return what was entered of a form today by a channel, by anyone."""
    today = start_of_day(timezone.localdate(now))
    day = {"sent_at__gte": today, "sent_at__lt": today + timedelta(days=1)}
    return Entry.objects.sent().filter(form=form, channel=channel, **day)
