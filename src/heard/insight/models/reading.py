"""Theme frameworks; what a method suggested and what a person decided, kept apart."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.text import CALLS_A_PERSON
from heard.accounts.models import User
from heard.campaigns.models import Campaign
from heard.feedback.models import Piece, Submission, Tone


class ThemeFramework(models.Model):
    """One version of a set of themes."""

    code = models.SlugField(max_length=40)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=160)
    source = models.CharField(max_length=300)
    is_current = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="framework_version_once"),
            models.UniqueConstraint(
                fields=["is_current"], condition=models.Q(is_current=True), name="one_current_framework"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Theme(models.Model):
    """One theme (a sub-category) within its category; `is_unproven` where no labelled data measures it."""

    framework = models.ForeignKey(ThemeFramework, on_delete=models.CASCADE, related_name="themes")
    code = models.SlugField(max_length=60)
    category = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    position = models.PositiveIntegerField()
    is_unproven = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="theme_code_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def label(self) -> str:
        """The name as people read it, marked where nothing has measured how well the theme is found."""
        return str(_("%(theme)s (unproven)")) % {"theme": self.name} if self.is_unproven else self.name


class Reading(models.Model):
    """By which version one method last read one piece: read once by each version, and found again by the next.

    An empty version waits for its first reading, since `read_at`. `left_out` is why a method found nothing to say.
    """

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="readings")
    method = models.CharField(max_length=40)
    method_version = models.CharField(max_length=120, blank=True)
    left_out = models.CharField(max_length=120, blank=True)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "method"], name="read_once")]
        indexes = [models.Index(fields=["method", "method_version", "id"], name="reading_in_order")]

    def __str__(self) -> str:
        return f"{self.method} {self.piece_id}"


class Aspect(models.TextChoices):
    """What a suggestion or decision is about."""

    THEME = "THEME", _("Theme")
    TONE = "TONE", _("Tone")
    RISK = "RISK", _("Risk")


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Suggestions, as English."""

    def standing(self) -> "SuggestionQuerySet":
        """Leave out what a later version of the same method has replaced."""
        return self.filter(replaced_at=None)

    def of_risk(self) -> "SuggestionQuerySet":
        """Only signs of harm that weigh enough to call a person; a weaker one stands beside the piece all the same."""
        return self.filter(models.Q(score=None) | models.Q(score__gte=CALLS_A_PERSON), aspect=Aspect.RISK)


class Suggestion(models.Model):
    """What a method proposed for a piece: method, version and score. No decision overwrites it.

    A later version's reading replaces it (`replaced_at`) and leaves it where it was. A label of an imported source that
    no theme stands for keeps its own name in `value`.
    """

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="suggestions")
    aspect = models.CharField(max_length=5, choices=Aspect)
    theme = models.ForeignKey(Theme, null=True, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=40, blank=True)
    method = models.CharField(max_length=40)
    method_version = models.CharField(max_length=60)
    score = models.FloatField(null=True)
    why = models.CharField(max_length=200, blank=True)
    suggested_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(aspect__in=Aspect.values), name="aspect_known")]
        indexes = [
            models.Index(fields=["piece", "aspect"], name="suggestion_by_piece"),
            models.Index(
                fields=["piece", "suggested_at"],
                condition=models.Q(aspect="RISK", replaced_at=None),
                name="suggestion_of_risk",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.aspect} {self.piece_id}"


class ThemeDecision(models.Model):
    """A person's decision that a theme is or is not in a piece. The latest that is not replaced stands."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="theme_decisions")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="decisions")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    is_present = models.BooleanField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "theme", "organisation"],
                condition=models.Q(replaced_at=None),
                name="one_standing_theme_decision",
            ),
        ]
        indexes = [models.Index(fields=["piece", "organisation"], name="theme_decision_by_piece")]

    def __str__(self) -> str:
        return f"theme decision {self.pk}"


class ToneDecision(models.Model):
    """A person's decision on the tone of a piece."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="tone_decisions")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    tone = models.CharField(max_length=9, choices=Tone)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "organisation"],
                condition=models.Q(replaced_at=None),
                name="one_standing_tone_decision",
            ),
        ]
        indexes = [models.Index(fields=["piece", "organisation"], name="tone_decision_by_piece")]

    def __str__(self) -> str:
        return f"tone decision {self.pk}"


class RandomDraw(models.Model):
    """A campaign's random draw of pieces for people to decide: those whose number, told by `seed`, is within `share`.

    The number of a piece never changes, so each piece has the same chance however often and late more are drawn.
    `through_id` is the newest piece that there was at the last draw.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="random_draw")
    seed = models.CharField(max_length=32)
    share = models.FloatField()
    through_id = models.BigIntegerField(default=0)
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(share__gte=0, share__lte=1), name="draw_share_is_a_share")
        ]

    def __str__(self) -> str:
        return f"draw of {self.campaign_id}"


class DrawnPiece(models.Model):
    """A piece that was drawn; `themes_decided_at` is when a person last went through all its themes, if one did."""

    draw = models.ForeignKey(RandomDraw, on_delete=models.CASCADE, related_name="pieces")
    piece = models.OneToOneField(Piece, on_delete=models.CASCADE, related_name="drawn")
    themes_decided_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"drawn {self.piece_id}"


class ReadingModelQuerySet(models.QuerySet["ReadingModel"]):
    """Models that read, as English."""

    def in_use(self) -> "ReadingModelQuerySet":
        """Only the one that reads today; none where the shipped one does."""
        return self.filter(is_in_use=True)

    def due(self) -> "ReadingModelQuerySet":
        """Only those that must be learnt anew: something that they had learnt from was erased, or may not be used."""
        gone = models.Q(withdrawn_at__isnull=False) | models.Q(objected_at__isnull=False)
        inputs = ReadingModelInput.objects.filter(submission__in=Submission.objects.filter(gone))
        return self.filter(models.Q(due_at__isnull=False) | models.Q(pk__in=inputs.values("model")))


class ReadingModel(models.Model):
    """A model of themes and tone that learnt from what people decided here; its files stand in a folder of their own.

    `digest` tells its files from any others; `card` says what it learnt from, in counts, and how it compared. `due_at`
    is when something that it had learnt from was erased; `files_gone_at` when its files were deleted.
    """

    number = models.PositiveIntegerField(unique=True)
    version = models.CharField(max_length=20, unique=True)
    digest = models.CharField(max_length=64)
    card = models.JSONField()
    is_in_use = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    files_gone_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingModelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_in_use"], condition=models.Q(is_in_use=True), name="one_reading_model_in_use"
            ),
        ]

    def __str__(self) -> str:
        return self.version


class ReadingModelInput(models.Model):
    """That a model learnt from what people decided of a submission, so that its erasure makes training due."""

    model = models.ForeignKey(ReadingModel, on_delete=models.CASCADE, related_name="inputs")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "submission"], name="reading_model_input_once")]

    def __str__(self) -> str:
        return f"input {self.pk}"
