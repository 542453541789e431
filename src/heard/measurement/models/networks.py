"""What networks and listening services say of a campaign, figure by figure, and what was answered about their files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.campaigns.models import Campaign, Placement


class Paid(models.TextChoices):
    """Whether what is counted was paid for. Blank where the source does not say, or counts both."""

    PAID = "paid", _("Paid")
    ORGANIC = "organic", _("Organic")


class Span(models.TextChoices):
    """What days a figure is of."""

    DAY = "DAY", _("One day")
    WINDOW = "WINDOW", _("From one day to another")
    POST = "POST", _("A post, from the day it was published until the file was made")


class NetworkImport(models.Model):
    """One export taken in for a campaign. The file itself is not kept then: it may hold what people wrote.

    `columns` says from which column each measure was taken, `totals` what the file's own row of totals says.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="network_imports")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    account = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=12)
    zone = models.CharField(max_length=40, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    columns = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    first_day = models.DateField()
    last_day = models.DateField()
    row_count = models.PositiveIntegerField()
    figure_count = models.PositiveIntegerField()
    replaced_count = models.PositiveIntegerField(default=0)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "digest"], name="network_file_once")]

    def __str__(self) -> str:
        return f"network export {self.pk}"


class NetworkFigureQuerySet(models.QuerySet["NetworkFigure"]):
    """Figures of networks, as English."""

    def current(self) -> "NetworkFigureQuerySet":
        """Return those that no later export restates."""
        return self.filter(replaced_by=None)

    def counted(self) -> "NetworkFigureQuerySet":
        """Return those of the current ones that are the campaign's: an account may publish for others as well."""
        return self.current().filter(is_ours=True)


class NetworkFigure(models.Model):
    """One figure of one row of an export.

    `subject` tells what it is about and `key` also its days, as digests; `name` is what staff call it: of
    advertisements and posts a name or a number, of mentions nothing. `value` is in whole things, in pence (or the like)
    for spend, and in hundredths where parts are counted. `is_ours` is whether it is of the campaign. `replaced_by` is
    the export that restates it, if any.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="network_figures")
    imported = models.ForeignKey(NetworkImport, on_delete=models.CASCADE, related_name="figures")
    replaced_by = models.ForeignKey(NetworkImport, null=True, on_delete=models.RESTRICT, related_name="replaced")
    placement = models.ForeignKey(Placement, null=True, on_delete=models.SET_NULL, related_name="network_figures")
    is_ours = models.BooleanField(default=True)
    source = models.CharField(max_length=40)
    network = models.CharField(max_length=40)
    account = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=32)
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=300, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    span = models.CharField(max_length=6, choices=Span)
    measure = models.CharField(max_length=20)
    paid = models.CharField(max_length=7, choices=Paid, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    value = models.BigIntegerField()
    row_number = models.PositiveIntegerField()

    objects = NetworkFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "source", "key", "measure"],
                condition=models.Q(replaced_by=None),
                name="network_figure_once",
            ),
            models.CheckConstraint(
                condition=(models.Q(measure="spend") & ~models.Q(currency=""))
                | (~models.Q(measure="spend") & models.Q(currency="")),
                name="network_spend_has_currency",
            ),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="network_figure_not_below_nought"),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="network_figure_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "measure", "first_day"], name="network_figure_by_measure"),
            models.Index(fields=["campaign", "source", "subject"], name="network_figure_by_subject"),
            models.Index(fields=["placement", "measure", "first_day"], name="network_figure_by_placement"),
            models.Index(fields=["imported", "row_number"], name="network_figure_by_row"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.first_day}"


class KnownColumn(models.Model):
    """What somebody said that a column of a source is, so that it is asked once: a measure, a label, or “left out”."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="known_columns")
    source = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    meaning = models.CharField(max_length=20)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "source", "name"], name="known_column_once")]

    def __str__(self) -> str:
        return f"column {self.pk}"


class WaitingExport(models.Model):
    """An export that waits until somebody says what its columns are, or brings in what was checked; an hour at most.

    The file and all that was said of it are sealed under a key made of `seed` and of a secret on the keyring (see
    heard.measurement.sealed_exports); `is_check` says that it is only to be looked at.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="waiting_exports")
    kept_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField()
    seed = models.CharField(max_length=43)
    sealed_content = models.BinaryField()
    sealed_about = models.BinaryField()
    is_check = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "kept_by"], name="waiting_export_once")]
        indexes = [models.Index(fields=["kept_at"], name="waiting_export_by_age")]

    def __str__(self) -> str:
        return f"waiting export {self.pk}"


class KnownName(models.Model):
    """Which placement an advertisement or a post of a source is; none: none of them, or not of this campaign at all."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="known_names")
    source = models.CharField(max_length=40)
    subject = models.CharField(max_length=32)
    placement = models.ForeignKey(Placement, null=True, on_delete=models.CASCADE, related_name="known_names")
    is_ours = models.BooleanField(default=True)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "source", "subject"], name="known_name_once")]

    def __str__(self) -> str:
        return f"name {self.pk}"
