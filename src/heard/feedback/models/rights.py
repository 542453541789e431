"""What a person asks of an organisation by law, and what the organisation tells people about itself."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.feedback.models.erasures import Erasure, is_held
from heard.feedback.models.submissions import Submission


class Right(models.TextChoices):
    """What a person asks for."""

    ACCESS = "ACCESS", _("A copy of what is held about them")
    ERASURE = "ERASURE", _("To have it erased")
    RECTIFICATION = "RECTIFICATION", _("To have something put right")
    OBJECTION = "OBJECTION", _("To be left out of figures")
    RESTRICTION = "RESTRICTION", _("To have nothing done with it for now")


class IdentityCheck(models.TextChoices):
    """How staff made sure that the person is who sent it."""

    CODE = "CODE", _("They have the code of it")
    CONTACT = "CONTACT", _("They answered at the contact details that they left")
    TOLD = "TOLD", _("They told what only the sender can know")
    IN_PERSON = "IN_PERSON", _("In person, with a document")


class RightsOutcome(models.TextChoices):
    """What came of a request."""

    DONE = "DONE", _("Done as asked")
    PARTLY = "PARTLY", _("Done in part")
    REFUSED = "REFUSED", _("Refused")
    NOTHING_HELD = "NOTHING_HELD", _("Nothing of theirs is held")
    TAKEN_BACK = "TAKEN_BACK", _("They took it back")


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    """Requests, as English."""

    def unanswered(self) -> "RightsRequestQuerySet":
        """Return those without an outcome."""
        return self.filter(closed_at=None)

    def waiting_for_a_hold(self) -> "RightsRequestQuerySet":
        """Return those whose erasure was asked for and is stopped by a legal hold."""
        waiting = Erasure.objects.waiting().filter(submission=models.OuterRef("submission"))
        return self.filter(is_held(), models.Exists(waiting), right=Right.ERASURE)

    def due(self) -> "RightsRequestQuerySet":
        """Return those that wait for staff: without an outcome, and not for a hold to be lifted."""
        return self.unanswered().exclude(pk__in=self.filter(held_at__isnull=False).waiting_for_a_hold().values("pk"))


class RightsRequest(models.Model):
    """A person asks for one of their rights; the law gives a month, or three where staff say why.

    It holds nobody's name: `submission` is what it is about, once it was found and it is sure whose it is. `held_at` is
    when it was to be erased as asked and a legal hold stood in the way.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rights_requests")
    right = models.CharField(max_length=13, choices=Right)
    submission = models.ForeignKey(Submission, null=True, on_delete=models.SET_NULL, related_name="rights_requests")
    received_on = models.DateField()
    due_on = models.DateField()
    extended_because = models.CharField(max_length=300, blank=True)
    asked = models.CharField(max_length=300, blank=True)
    identity = models.CharField(max_length=9, choices=IdentityCheck, blank=True)
    identity_checked_at = models.DateTimeField(null=True, blank=True)
    identity_checked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    copy_made_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=RightsOutcome, blank=True)
    outcome_note = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(right__in=Right.values), name="right_known"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, outcome="")
                | models.Q(closed_at__isnull=False) & ~models.Q(outcome=""),
                name="closed_with_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "due_on"], condition=models.Q(closed_at=None), name="rights_waiting"),
        ]

    def __str__(self) -> str:
        return f"rights request {self.pk}"


class Controller(models.TextChoices):
    """Who decides why and how the data is used."""

    SOLE = "SOLE", _("We alone decide how your information is used")
    JOINT = "JOINT", _("We decide together with others how your information is used")


class LawfulBasis(models.TextChoices):
    """On which ground of Article 6 of the UK GDPR an organisation stands."""

    TASK = "TASK", _("a task in the public interest (Article 6(1)(e))")
    OBLIGATION = "OBLIGATION", _("a legal duty (Article 6(1)(c))")
    INTEREST = "INTEREST", _("legitimate interests (Article 6(1)(f))")
    CONSENT = "CONSENT", _("your consent (Article 6(1)(a))")


class SpecialCondition(models.TextChoices):
    """On which condition of Article 9 of the UK GDPR an organisation uses data about health."""

    CARE = "CARE", _("managing health and social care (Article 9(2)(h))")
    PUBLIC_HEALTH = "HEALTH", _("public health (Article 9(2)(i))")
    SUBSTANTIAL = "INTEREST", _("substantial public interest (Article 9(2)(g))")
    EXPLICIT = "EXPLICIT", _("your explicit consent (Article 9(2)(a))")


class PrivacyParticulars(models.Model):
    """What one organisation tells people of itself on its form: who decides, by which law, and whom to turn to."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="particulars")
    controller = models.CharField(max_length=5, choices=Controller)
    joint_with = models.CharField(max_length=300, blank=True)
    lawful_basis = models.CharField(max_length=10, choices=LawfulBasis)
    special_condition = models.CharField(max_length=8, choices=SpecialCondition)
    officer = models.CharField(max_length=200)
    registration = models.CharField(
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^Z[A-Z0-9]{6,8}$", _("A registration number looks like ZA123456."))],
    )
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(controller="SOLE", joint_with="")
                | models.Q(controller="JOINT") & ~models.Q(joint_with=""),
                name="joint_controllers_are_named",
            ),
        ]

    def __str__(self) -> str:
        return f"particulars of {self.organisation_id}"
