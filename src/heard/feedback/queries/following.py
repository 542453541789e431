"""What will follow an organisation when another takes its place."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.translation import gettext as _

from heard.accounts.queries import Following, following
from heard.feedback.models import Piece, Submission


def what_follows(*, organisations: Collection[int], today: date) -> Iterable[Following]:
    """Return what the organisations received."""
    yield following(_("Records received"), Submission.objects.counted(), organisations)
    yield following(
        _("Pieces of feedback in them"), Piece.objects.counted(), organisations, by="submission__organisation"
    )
