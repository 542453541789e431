"""Words that a person adds later."""

from django.db import models

from heard.feedback.models.sealed import SealingKey, Text
from heard.feedback.models.submissions import Piece, Submission


class Addition(models.Model):
    """Words that a person added to a piece with their code.

    The web process holds no key to what was sent before: the words arrive sealed under a key of their own, wrapped to
    the worker alone. The worker makes a `text` of them under the submission's key, for whoever may see the piece, and
    empties what they arrived in. `mark` is of the page that they were sent from: sent twice from there, they are kept
    once.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="additions")
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="additions")
    text = models.OneToOneField(Text, null=True, on_delete=models.CASCADE, related_name="addition")
    sealed = models.BinaryField(blank=True)
    sealing_key = models.ForeignKey(SealingKey, null=True, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField(blank=True)
    mark = models.CharField(max_length=40)
    added_at = models.DateTimeField()
    taken_in_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "mark"], name="addition_once_from_its_page"),
        ]
        indexes = [
            models.Index(fields=["added_at"], condition=models.Q(text=None), name="addition_to_take_in"),
        ]

    def __str__(self) -> str:
        return f"addition {self.pk}"
