"""The register of stakeholders, and what they did for a campaign: what was found, and what a person decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.measurement.models.mentions import Mention, Network
from heard.places.models import Area


class StakeholderKind(models.TextChoices):
    """What kind of body or public figure a stakeholder is."""

    NHS = "NHS", _("NHS body")
    COUNCIL = "COUNCIL", _("Council")
    GOVERNMENT = "GOVERNMENT", _("Government body")
    REGULATOR = "REGULATOR", _("Regulator")
    PROVIDER = "PROVIDER", _("Care provider")
    CHARITY = "CHARITY", _("Charity or community group")
    PROFESSION = "PROFESSION", _("Professional body or union")
    MEDIA = "MEDIA", _("Press or broadcaster")
    BUSINESS = "BUSINESS", _("Business")
    POLITICIAN = "POLITICIAN", _("Elected representative")
    FIGURE = "FIGURE", _("Other public figure")


class Influence(models.TextChoices):
    """How far a stakeholder is listened to, as somebody judged it."""

    LOCAL = "LOCAL", _("In one place")
    REGIONAL = "REGIONAL", _("In a region")
    NATIONAL = "NATIONAL", _("Nationally")


class Stakeholder(models.Model):
    """An organisation or a public figure in the register of one organisation. `keeper` owns the relationship.

    `body` is the organisation in Heard, where there is one.
    """

    register = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stakeholders")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=StakeholderKind)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    influence = models.CharField(max_length=10, choices=Influence, blank=True)
    keeper = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "name"], name="stakeholder_name_once"),
            models.UniqueConstraint(
                fields=["register", "body"], condition=models.Q(body__isnull=False), name="stakeholder_body_once"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=StakeholderKind.values), name="stakeholder_kind_known"),
        ]

    def __str__(self) -> str:
        return f"stakeholder {self.pk}"


class StakeholderHandle(models.Model):
    """A public account of a stakeholder, with its followers as given on a day. One handle belongs to one of them.

    An account of email is an address, or a domain that stands for every address under it, in lower case.
    """

    register = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="handles")
    network = models.CharField(max_length=10, choices=Network)
    handle = models.CharField(max_length=200)
    handle_key = models.CharField(max_length=64)
    followers = models.PositiveIntegerField(null=True, blank=True)
    followers_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "network", "handle_key"], name="handle_of_one_stakeholder"),
            models.CheckConstraint(
                condition=models.Q(followers=None) | models.Q(followers_on__isnull=False), name="followers_are_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"handle {self.pk}"


class EngagementSource(models.TextChoices):
    """By what it was found that a stakeholder took part."""

    MENTION = "MENTION", _("A post that names the hashtag")
    PARTNER = "PARTNER", _("Links that it passed on as a partner")
    LOG = "LOG", _("An email, call or meeting that somebody wrote down")
    EMAIL = "EMAIL", _("An email in the press office’s log")


class Level(models.TextChoices):
    """What a stakeholder did: definitions in docs/methods/stakeholders.md."""

    ENGAGED = "ENGAGED", _("Engaged")
    AMPLIFIED = "AMPLIFIED", _("Amplified")
    ACTED = "ACTED", _("Acted")


class Engagement(models.Model):
    """That a stakeholder seems to have taken part in a campaign: a suggestion, until somebody decides."""

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="engagements")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="engagements")
    source = models.CharField(max_length=8, choices=EngagementSource)
    mention = models.ForeignKey(Mention, null=True, on_delete=models.CASCADE, related_name="engagements")
    suggested = models.CharField(max_length=10, choices=Level)
    on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "stakeholder", "digest"], name="engagement_once"),
            models.CheckConstraint(condition=models.Q(suggested__in=Level.values), name="engagement_level_known"),
        ]
        indexes = [models.Index(fields=["campaign", "on"], name="engagement_by_day")]

    def __str__(self) -> str:
        return f"engagement {self.pk}"


class EngagementDecision(models.Model):
    """What a person found an engagement to be. `level` is empty where it is none of the campaign's."""

    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="decision")
    level = models.CharField(max_length=10, choices=Level, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["level", "engagement"], name="decision_by_level")]

    def __str__(self) -> str:
        return f"decision on engagement {self.engagement_id}"
