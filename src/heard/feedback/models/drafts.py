"""Forms that are not sent yet."""

from django.db import models

from heard.campaigns.models import Form, Placement, QuestionSet
from heard.feedback.models.submissions import Submission


class Draft(models.Model):
    """A form not yet sent, sealed under a key that only the person's own cookie holds; gone after a day."""

    id = models.CharField(primary_key=True, max_length=64)
    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="drafts")
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, null=True, on_delete=models.SET_NULL, related_name="+")
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=0)
    is_test = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_index=True)
    submission = models.OneToOneField(Submission, null=True, on_delete=models.SET_NULL, related_name="draft")

    def __str__(self) -> str:
        return f"draft {self.id[:8]}"


class SavedForm(models.Model):
    """The way back to a draft by a code: the cookie's secret, sealed under a key that only the code gives.

    Its id comes from the code and cannot be turned back into it. It goes when the draft goes, or is sent.
    """

    id = models.CharField(primary_key=True, max_length=64)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="saved_forms")
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"saved form {self.id[:8]}"
