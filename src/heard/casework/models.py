"""The staff queue: one case per piece and organisation, with its notes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.feedback.models import Piece


class CaseStatus(models.TextChoices):
    """Where a case stands."""

    NEW = "NEW", _("New")
    IN_PROGRESS = "IN_PROGRESS", _("In progress")
    REFERRED = "REFERRED", _("Referred")
    CLOSED = "CLOSED", _("Closed")


class RiskState(models.TextChoices):
    """Whether a sign of harm stands on a case. Only a person closes one, with a reason."""

    NONE = "NONE", _("No sign of risk")
    OPEN = "OPEN", _("Risk to look at")
    CLOSED = "CLOSED", _("Risk closed")


class Case(models.Model):
    """One organisation's work on one piece."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="cases")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    status = models.CharField(max_length=12, choices=CaseStatus, default=CaseStatus.NEW)
    risk = models.CharField(max_length=6, choices=RiskState, default=RiskState.NONE)
    risk_reason = models.CharField(max_length=300, blank=True)
    assigned_to = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["piece", "organisation"], name="one_case_per_organisation"),
            models.CheckConstraint(condition=models.Q(status__in=CaseStatus.values), name="case_status_known"),
            models.CheckConstraint(condition=models.Q(risk__in=RiskState.values), name="case_risk_known"),
        ]
        indexes = [
            models.Index(fields=["organisation", "status", "-received_at"], name="case_queue"),
            models.Index(
                fields=["organisation", "-received_at"], condition=models.Q(risk="OPEN"), name="case_open_risk"
            ),
            models.Index(fields=["organisation", "assigned_to", "-received_at"], name="case_by_person"),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"


class Note(models.Model):
    """What a member of staff wrote on a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    text = models.TextField()

    def __str__(self) -> str:
        return f"note {self.pk}"
