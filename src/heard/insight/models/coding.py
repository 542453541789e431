"""What several people code apart from each other and from the machine, before it decides anything."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign
from heard.feedback.models import Piece, Tone
from heard.insight.models.reading import Theme


class Choosing(models.TextChoices):
    """How the pieces of a coding set were chosen."""

    RANDOM = "RANDOM", _("Drawn at random")
    UNCERTAIN = "UNCERTAIN", _("Those the machine is least sure about")


class CodingSet(models.Model):
    """Pieces of one organisation that several people code, each without seeing the others or the machine."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="+")
    choosing = models.CharField(max_length=9, choices=Choosing)
    seed = models.PositiveIntegerField()
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(choosing__in=Choosing.values), name="choosing_known")]

    def __str__(self) -> str:
        return f"coding set {self.pk}"


class Coder(models.Model):
    """One of the people who code a set."""

    coding_set = models.ForeignKey(CodingSet, on_delete=models.CASCADE, related_name="coders")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["coding_set", "user"], name="coder_once")]

    def __str__(self) -> str:
        return f"coder {self.pk}"


class CodingItem(models.Model):
    """One piece of a set. `settled_at` is when what the coders said became the organisation's decision."""

    coding_set = models.ForeignKey(CodingSet, on_delete=models.CASCADE, related_name="items")
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coding_set", "piece"], name="coded_piece_once"),
            models.UniqueConstraint(fields=["coding_set", "position"], name="coding_position_once"),
        ]

    def __str__(self) -> str:
        return f"coding item {self.pk}"


class Coding(models.Model):
    """What one coder found in one piece. It decides nothing for the organisation."""

    item = models.ForeignKey(CodingItem, on_delete=models.CASCADE, related_name="codings")
    coder = models.ForeignKey(Coder, on_delete=models.CASCADE, related_name="codings")
    tone = models.CharField(max_length=9, choices=Tone)
    themes = models.ManyToManyField(Theme, related_name="+")
    coded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "coder"], name="coded_once")]

    def __str__(self) -> str:
        return f"coding {self.pk}"
