"""What a campaign sets out to do: its objectives, and what it means to say."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.campaigns.models.campaigns import Campaign, Wave


class Measure(models.TextChoices):
    """What an objective counts: figures that Heard counts itself, by the codes that measurement has for them."""

    CLICK = "CLICK", _("Clicks on the campaign's links")
    LANDING = "LANDING", _("Visits to the landing page")
    LOOKUP = "LOOKUP", _("Look-ups of a local office's contact details")
    CALL_TAP = "CALL_TAP", _("Taps on a number to call")
    FORM_START = "FORM_START", _("Forms started")
    FORM = "FORM", _("Forms sent")
    PIECE = "PIECE", _("Pieces of feedback")


class Objective(models.Model):
    """What a campaign sets out to reach: so many of one figure by the end of one day.

    With a wave, only what came by the links of that wave counts, and so only of its audience; without one, everything.
    `reason` says why this number.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="objectives")
    wave = models.ForeignKey(Wave, null=True, blank=True, on_delete=models.PROTECT, related_name="objectives")
    measure = models.CharField(max_length=12, choices=Measure)
    target = models.PositiveIntegerField()
    by_day = models.DateField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(measure__in=Measure.values), name="objective_measure_known"),
            models.CheckConstraint(condition=models.Q(target__gte=1), name="objective_wants_some"),
            models.UniqueConstraint(
                fields=["campaign", "wave", "measure", "by_day"],
                condition=models.Q(wave__isnull=False),
                name="objective_of_wave_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "measure", "by_day"],
                condition=models.Q(wave__isnull=True),
                name="objective_of_campaign_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.measure} by {self.by_day}"


class Post(models.Model):
    """Something to be said in several places: its texts stand apart, by language and length.

    `networks` are codes of Channel. A picture needs words for those who cannot see it. Whoever changed it last cannot
    approve it, and a change takes the approval away.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="posts")
    name = models.CharField(max_length=160)
    networks = models.JSONField(default=list)
    picture = models.FileField(upload_to="posts/", max_length=120, blank=True)
    picture_kind = models.CharField(max_length=4, blank=True)
    picture_width = models.PositiveIntegerField(default=0)
    picture_height = models.PositiveIntegerField(default=0)
    alt_text = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), "campaign", name="post_name_once"),
            models.CheckConstraint(
                condition=models.Q(picture="") | ~models.Q(alt_text=""), name="post_picture_has_words"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_approved(self) -> bool:
        """Whether a second person approved the post as it stands."""
        return self.approved_at is not None


class Length(models.TextChoices):
    """How long a post's text is meant to be."""

    SHORT = "SHORT", _("Short")
    LONG = "LONG", _("Long")


class PostText(models.Model):
    """A post's text in one language and one length."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    length = models.CharField(max_length=5, choices=Length)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "language", "length"], name="post_text_once")]

    def __str__(self) -> str:
        return f"{self.language} {self.length}"
