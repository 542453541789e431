"""What a campaign sets out to do: its objectives, and what it means to say."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.campaigns.models.campaigns import Campaign, Channel, Placement, Wave


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


class Currency(models.TextChoices):
    """In which money an amount is."""

    GBP = "GBP", _("Pounds (£)")
    EUR = "EUR", _("Euros (€)")
    USD = "USD", _("US dollars ($)")


class Amount(models.Model):
    """An amount of money in pence (or cents): planned, or spent on a day. It is for a wave, a channel, both or neither.

    With a placement it is for that alone. What networks export of spending is kept with their figures, not here.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="amounts")
    spent_on = models.DateField(null=True, blank=True)
    wave = models.ForeignKey(Wave, null=True, blank=True, on_delete=models.PROTECT, related_name="amounts")
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    placement = models.ForeignKey(Placement, null=True, blank=True, on_delete=models.PROTECT, related_name="amounts")
    pence = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3, choices=Currency, default=Currency.GBP)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pence__gte=1), name="amount_is_some"),
            models.CheckConstraint(condition=models.Q(currency__in=Currency.values), name="amount_currency_known"),
        ]
        indexes = [models.Index(fields=["campaign", "spent_on"], name="amount_by_day")]

    def __str__(self) -> str:
        return f"{self.pence} {self.currency}"


class Plan(models.Model):
    """Who changed a campaign's plan last, and who approved it as it stands. Changing it takes the approval away."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="plan")
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.campaign_id} v{self.version}"

    @property
    def is_approved(self) -> bool:
        """Whether a second person approved the plan as it stands."""
        return self.approved_at is not None
