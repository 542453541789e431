"""The look-up by code."""

from heard.feedback.models import Submission
from heard.feedback.receipts import receipt_hash


def submission_of(*, receipt: str) -> Submission | None:
    """Return what was sent under this code, as it is printed; None where nothing was.

    Every code is looked up alike, by one seek for its keyed hash: how long that takes tells nothing of another code.
    """
    found = Submission.objects.visible().filter(receipt_hash=receipt_hash(receipt=receipt))
    return found.select_related("organisation__kept_by", "campaign__owner__kept_by", "form", "batch").first()
