"""Whom a campaign could reach, which channels share people, and what surveys found people to know of it."""

from django.db import models

from heard.accounts.models import User
from heard.campaigns.models import Campaign


class ReachPopulation(models.Model):
    """How many people a campaign could reach, and who they are: what a combined reach is a share of."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="reach_population")
    people = models.PositiveBigIntegerField()
    who = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(people__gt=0), name="reach_population_is_some")]

    def __str__(self) -> str:
        return f"population of campaign {self.campaign_id}"


class ChannelOverlap(models.Model):
    """How many people two channels reached both, from `low` to `high`, as a brand tracker found."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="channel_overlaps")
    first = models.CharField(max_length=60)
    second = models.CharField(max_length=60)
    low = models.PositiveBigIntegerField()
    high = models.PositiveBigIntegerField()
    source = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "first", "second"], name="channel_overlap_once"),
            models.CheckConstraint(condition=models.Q(high__gte=models.F("low")), name="channel_overlap_low_to_high"),
        ]

    def __str__(self) -> str:
        return f"overlap {self.pk}"


class SurveyImport(models.Model):
    """One file of survey waves taken in for a campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="survey_imports")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    row_count = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "digest"], name="survey_file_once")]

    def __str__(self) -> str:
        return f"survey {self.pk}"


class SurveyFigure(models.Model):
    """What share of the people asked in one wave gave the answer that is counted.

    `percent` is as the survey weighted it, of `base` people; `design_effect` is how far weighting and clustering widen
    its sampling error, none where it is not known.
    """

    imported = models.ForeignKey(SurveyImport, on_delete=models.CASCADE, related_name="figures")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="survey_figures")
    wave = models.CharField(max_length=80)
    question = models.CharField(max_length=300)
    source = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    base = models.PositiveIntegerField()
    percent = models.FloatField()
    weighting = models.CharField(max_length=200, blank=True)
    design_effect = models.FloatField(null=True, blank=True)
    row_number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "source", "question", "wave"], name="survey_figure_once"),
            models.CheckConstraint(
                condition=models.Q(percent__gte=0, percent__lte=100), name="survey_percent_is_a_share"
            ),
            models.CheckConstraint(condition=models.Q(base__gt=0), name="survey_asked_somebody"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="survey_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(design_effect=None) | models.Q(design_effect__gte=1),
                name="survey_design_effect_at_least_one",
            ),
        ]

    def __str__(self) -> str:
        return f"survey figure {self.pk}"
