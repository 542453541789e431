"""Counting pages of the public form that were sent back with a question."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from heard.campaigns.models import Form, Placement
from heard.feedback.models import SentBack


@transaction.atomic
def count_sent_back(*, form: Form, placement: Placement | None, page: str, now: datetime) -> None:
    """Add one to how often a page (its slug) was sent back in this hour; no answer and no person is told apart."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    row, _is_new = SentBack.objects.get_or_create(form=form, placement=placement, page=page, hour=hour)
    SentBack.objects.filter(pk=row.pk).update(count=F("count") + 1)
