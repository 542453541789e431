"""Counts that came from elsewhere, and roll-ups of Heard's own records by day and by hour."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign, Placement
from heard.feedback.models import ImportBatch
from heard.places.models import Area, Office


class Outcome(models.TextChoices):
    """What was counted on a day."""

    FORMS = "FORMS", _("Forms")
    PIECES = "PIECES", _("Pieces of feedback")
    LOOKUPS = "LOOKUPS", _("Contact look-ups")
    CALLS = "CALLS", _("Calls")
    VISITS = "VISITS", _("Visits")


class CountImport(models.Model):
    """One file of daily counts taken in. `organisation` is whose counts they are; none where they are of several."""

    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="count_imports")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    row_count = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"counts {self.pk}"


class DailyCount(models.Model):
    """How many of one outcome an organisation (or one of its offices) had on a day, by an outside source."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="daily_counts")
    office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="daily_counts")
    outcome = models.CharField(max_length=8, choices=Outcome)
    day = models.DateField()
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=120)
    definition = models.CharField(max_length=300)
    imported = models.ForeignKey(CountImport, on_delete=models.CASCADE, related_name="counts")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "outcome", "day", "source"],
                condition=models.Q(office=None),
                name="count_once_per_organisation_day",
            ),
            models.UniqueConstraint(
                fields=["organisation", "office", "outcome", "day", "source"],
                condition=models.Q(office__isnull=False),
                name="count_once_per_office_day",
            ),
            models.CheckConstraint(condition=models.Q(outcome__in=Outcome.values), name="count_outcome_known"),
        ]
        indexes = [models.Index(fields=["organisation", "outcome", "day"], name="count_by_day")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.day}"


class FigureKind(models.TextChoices):
    """What a roll-up counts. The first eight are kinds of visit."""

    CLICK = "CLICK", _("Clicks")
    LANDING = "LANDING", _("Landings")
    LOOKUP = "LOOKUP", _("Contact look-ups")
    NUMBER_SHOWN = "NUMBER_SHOWN", _("Numbers shown")
    CALL_TAP = "CALL_TAP", _("Call taps")
    EMAIL_TAP = "EMAIL_TAP", _("Email taps")
    WEB_TAP = "WEB_TAP", _("Website taps")
    FORM_START = "FORM_START", _("Form starts")
    VISITOR_DAY = "VISITOR_DAY", _("Visitor-days")
    FORM = "FORM", _("Forms")
    OTHER = "OTHER", _("Calls, letters and other submissions")
    PIECE = "PIECE", _("Pieces in forms")
    OTHER_PIECE = "OTHER_PIECE", _("Pieces in calls, letters and other submissions")
    IMPORTED_PIECE = "IMPORTED_PIECE", _("Imported pieces")


VISIT_KINDS = (
    FigureKind.CLICK,
    FigureKind.LANDING,
    FigureKind.LOOKUP,
    FigureKind.NUMBER_SHOWN,
    FigureKind.CALL_TAP,
    FigureKind.EMAIL_TAP,
    FigureKind.WEB_TAP,
    FigureKind.FORM_START,
    FigureKind.VISITOR_DAY,
)


class Standing(models.TextChoices):
    """Whether what is counted belongs in figures: people's, or set aside as a machine's or a test."""

    COUNTED = "HUMAN", _("Counted")
    PREVIEW = "PREVIEW", _("Link previews")
    BOT = "BOT", _("Bots")
    SUSPECT = "SUSPECT", _("Suspect")
    TEST = "TEST", _("Tests and previews by staff")


class DailyFigure(models.Model):
    """So many of one kind on one local day, rolled up from the records. `organisation` is who received feedback."""

    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.CASCADE, related_name="daily_figures")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="daily_figures")
    placement = models.ForeignKey(Placement, null=True, on_delete=models.CASCADE, related_name="daily_figures")
    day = models.DateField()
    kind = models.CharField(max_length=14, choices=FigureKind)
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.COUNTED)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=VISIT_KINDS, organisation=None, campaign__isnull=False)
                | (~models.Q(kind__in=VISIT_KINDS) & models.Q(organisation__isnull=False)),
                name="figure_of_visits_or_of_feedback",
            ),
        ]
        indexes = [
            models.Index(
                fields=["campaign", "placement", "kind", "standing", "day", "count"], name="figure_by_placement"
            ),
            models.Index(fields=["campaign", "kind", "standing", "day", "placement", "count"], name="figure_by_day"),
            models.Index(fields=["organisation", "kind", "standing", "day", "count"], name="figure_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class AreaFigure(models.Model):
    """Of a daily figure of people, so many that are known to be of one area. What is of none stands nowhere."""

    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.CASCADE, related_name="area_figures")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="area_figures")
    placement = models.ForeignKey(Placement, null=True, on_delete=models.CASCADE, related_name="area_figures")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=14, choices=FigureKind)
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "area", "kind", "day", "placement", "count"], name="figure_by_area"),
            models.Index(fields=["organisation", "day"], name="area_figure_by_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day} in {self.area_id}"


class HourlyFigure(models.Model):
    """Of a daily figure, so many in one hour. `hour` is its start; those of long ago are deleted and the days kept."""

    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.CASCADE, related_name="hourly_figures")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="hourly_figures")
    placement = models.ForeignKey(Placement, null=True, on_delete=models.CASCADE, related_name="hourly_figures")
    day = models.DateField()
    hour = models.DateTimeField()
    kind = models.CharField(max_length=14, choices=FigureKind)
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.COUNTED)
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["campaign", "hour", "kind", "standing", "placement", "count"], name="figure_by_hour"),
            models.Index(fields=["organisation", "day"], name="hour_figure_by_organisation"),
            models.Index(fields=["day"], name="hour_figure_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.hour}"


class TotalFigure(models.Model):
    """The sum of a campaign's daily figures over all days, so that a page without filters reads a few rows."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="total_figures")
    placement = models.ForeignKey(Placement, null=True, on_delete=models.CASCADE, related_name="total_figures")
    kind = models.CharField(max_length=14, choices=FigureKind)
    standing = models.CharField(max_length=8, choices=Standing, default=Standing.COUNTED)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "placement", "kind", "standing"],
                condition=models.Q(placement__isnull=False),
                name="total_once_per_placement",
            ),
            models.UniqueConstraint(
                fields=["campaign", "kind", "standing"],
                condition=models.Q(placement=None),
                name="total_once_without_placement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in all"


class AreaTotal(models.Model):
    """The sum of a campaign's figures of one area over all days and links."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="area_totals")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=14, choices=FigureKind)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "area", "kind"], name="total_once_per_area")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.area_id} in all"


class HourTotal(models.Model):
    """The sum of a campaign's counted figures of one hour over all links, for as long as hours are kept."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="hour_totals")
    hour = models.DateTimeField()
    kind = models.CharField(max_length=14, choices=FigureKind)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "hour", "kind"], name="total_once_per_hour")]

    def __str__(self) -> str:
        return f"{self.kind} {self.hour} in all"


class Record(models.TextChoices):
    """Records that are rolled up, each on its own."""

    VISITS = "VISITS", _("Visits")
    FEEDBACK = "FEEDBACK", _("Feedback")
    HOURS = "HOURS", _("Hours that are kept")


class RollUpMark(models.Model):
    """How far the records have been rolled up. `turn` grows with each step, so that two workers never both take it.

    Of hours, `through_at` is the day before which none are kept.
    """

    record = models.CharField(max_length=8, choices=Record, unique=True)
    through_id = models.BigIntegerField(default=0)
    through_at = models.DateTimeField()
    turn = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.record} through {self.through_id}"


class RolledBatch(models.Model):
    """An import of feedback that the roll-ups hold."""

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, related_name="rolled")

    def __str__(self) -> str:
        return f"batch {self.batch_id}"
