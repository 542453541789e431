"""Where an organisation keeps something for less than the longest period, and the nights on which time was up."""

from django.db import models

from heard.accounts.models import Organisation, User


class RetentionPeriod(models.Model):
    """An organisation keeps one kind of data for fewer months than the longest period of that kind."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="retention_periods")
    kind = models.SlugField(max_length=20)
    months = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="one_period_per_kind"),
            models.CheckConstraint(condition=models.Q(months__gte=1), name="kept_for_a_month_at_least"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.organisation_id}"


class RetentionRun(models.Model):
    """One night on which what had had its time was erased. A run whose worker was killed is taken up again."""

    night = models.DateField(unique=True)
    started_at = models.DateTimeField()
    leased_until = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"night of {self.night}"


class RetentionCount(models.Model):
    """Of one kind: how many were due, how many were erased, how many are due still, and how many a hold keeps."""

    run = models.ForeignKey(RetentionRun, on_delete=models.CASCADE, related_name="counts")
    kind = models.SlugField(max_length=20)
    due = models.PositiveIntegerField()
    erased = models.PositiveIntegerField()
    overdue = models.PositiveIntegerField()
    held = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "kind"], name="kind_counted_once_a_night")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.run_id}"
