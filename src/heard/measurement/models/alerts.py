"""What somebody who runs a campaign should look at today, and from where on it is told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import User
from heard.campaigns.models import Campaign, Form, Objective, Placement


class AlertKind(models.TextChoices):
    """What is wrong."""

    BROKEN_LINK = "BROKEN_LINK", _("A link leads nowhere")
    OVER = "OVER", _("A link is clicked though its time is over")
    QUIET = "QUIET", _("A link has gone quiet")
    BOTS = "BOTS", _("A flood of bots")
    ERRORS = "ERRORS", _("More starts end without a form")
    SENT_BACK = "SENT_BACK", _("A page of the form is sent back more often")
    TARGET = "TARGET", _("A target is at risk")


class AlertLines(models.Model):
    """From where on a campaign's alerts are raised; without a row the usual lines hold.

    `quiet_chance`: a link is quiet once so few clicks would come by chance in no more than this share of days.
    `bots_least`: so many bots in an hour are a flood at least. `target_chance`: a target is at risk below this chance.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="alert_lines")
    quiet_chance = models.FloatField(default=0.001)
    bots_least = models.PositiveIntegerField(default=100)
    target_chance = models.FloatField(default=0.2)
    set_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_chance__gt=0, quiet_chance__lt=1, target_chance__gt=0, target_chance__lt=1),
                name="alert_lines_are_chances",
            ),
        ]

    def __str__(self) -> str:
        return f"alert lines {self.pk}"


class AlertLetter(models.Model):
    """That a person wants a letter each morning about a campaign's alerts.

    `day` is the last one of which it was decided whether there is anything to tell; up to `told_at` they were told.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="alert_letters")
    wanted_at = models.DateTimeField()
    day = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "campaign"], name="alert_letter_once")]

    def __str__(self) -> str:
        return f"alert letter {self.pk}"


class Alert(models.Model):
    """That something is wrong, until it is right again. The numbers are those of when it was raised.

    `observed` against `expected`: clicks, bots, forms of starts in percent, what a target will come to, or how often a
    page is sent back for each 100 forms begun; of a link that leads nowhere, `observed` is the status that the address
    answered with (nought: none). `form` and `page` (its slug) say which page is sent back, or, where fewer starts
    become forms, which one most often and `sent_back` how often any page is for each 100 forms begun.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=12, choices=AlertKind)
    placement = models.ForeignKey(Placement, null=True, on_delete=models.CASCADE, related_name="alerts")
    objective = models.ForeignKey(Objective, null=True, on_delete=models.CASCADE, related_name="alerts")
    form = models.ForeignKey(Form, null=True, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=60, blank=True)
    sent_back = models.FloatField(null=True)
    observed = models.FloatField()
    expected = models.FloatField()
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=AlertKind.values), name="alert_kind_known")]
        indexes = [models.Index(fields=["campaign", "ended_at"], name="alert_by_campaign")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
