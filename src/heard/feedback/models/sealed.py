"""What is sealed on arrival, and the keys that open it."""

from collections.abc import Iterable

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.feedback.models.submissions import Piece, Submission


class TextField(models.TextChoices):
    """What a text is."""

    WORDS = "WORDS", _("Their words")
    WANTED = "WANTED", _("What should happen")
    WHERE = "WHERE", _("Where in the service")
    WHEN = "WHEN", _("When it happened")
    SERVICE = "SERVICE", _("A service that is not listed")
    OTHER = "OTHER", _("Another answer")
    ADDED = "ADDED", _("Added later")


class Text(models.Model):
    """One free-text answer: sealed as it was written, and redacted for staff once the worker has read it.

    Once a person has hidden more of it (`pinned_at`), the copy is pinned: methods go on from the copy, never again from
    the original. `copy_version` grows each time a person hides more.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="texts")
    piece = models.ForeignKey(Piece, null=True, on_delete=models.CASCADE, related_name="texts")
    field = models.CharField(max_length=8, choices=TextField)
    slug = models.SlugField(max_length=60)
    sealed = models.BinaryField()
    redacted = models.TextField(blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)
    redaction_method = models.CharField(max_length=40, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    pinned_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    copy_version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["piece", "field"], name="text_by_piece")]

    def __str__(self) -> str:
        return f"text {self.pk}"


class Contact(models.Model):
    """The contact details of one submission, sealed."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="contact")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"contact {self.pk}"


class SealingKeyQuerySet(models.QuerySet["SealingKey"]):
    """Sealing keys, as English."""

    def current(self) -> "SealingKeyQuerySet":
        """Return those to which new submissions are sealed."""
        return self.filter(retired_at=None)

    def kept(self) -> "SealingKeyQuerySet":
        """Return those whose private half somebody should still hold."""
        return self.filter(forgotten_at=None)

    def for_owners(self, *, organisations: Iterable[int]) -> "SealingKeyQuerySet":
        """Return the worker's and those of the organisations (by primary key)."""
        return self.filter(models.Q(organisation=None) | models.Q(organisation__in=list(organisations)))


class SealingKey(models.Model):
    """A public key to which data keys are wrapped: an organisation's, or the worker's (no organisation).

    A retired key seals nothing new and still opens what it sealed; a forgotten one's private half was destroyed.
    """

    key_id = models.CharField(max_length=40, unique=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="sealing_keys")
    public_key = models.BinaryField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = SealingKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Coalesce("organisation_id", 0), condition=models.Q(retired_at=None), name="one_current_key_per_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.key_id


class WrappedKey(models.Model):
    """A submission's data key, wrapped by HPKE to one sealing key.

    `could_not_open_at` is when re-sealing last found that it does not open; it is left as it is and listed.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="wrapped_keys")
    sealing_key = models.ForeignKey(SealingKey, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField()
    could_not_open_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "sealing_key"], name="wrapped_once_per_key")]

    def __str__(self) -> str:
        return f"wrapped key {self.pk}"


class WrapWanted(models.Model):
    """An organisation that a person consented to and that had no key yet: the worker wraps the submission on to it."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="wraps_wanted")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    wanted_at = models.DateTimeField()
    could_not_open_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "organisation"], name="wrap_wanted_once")]

    def __str__(self) -> str:
        return f"wrap wanted {self.pk}"
