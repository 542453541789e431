"""How often pages of the public form are sent back with a question: counts alone, of nobody and of no answer."""

from django.db import models

from heard.campaigns.models import Form, Placement


class SentBack(models.Model):
    """In one hour, so many times one page of a form was sent back with a question, of those who came by one link."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="sent_back")
    placement = models.ForeignKey(Placement, null=True, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=60)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "hour", "page", "placement"],
                condition=models.Q(placement__isnull=False),
                name="sent_back_once_per_link",
            ),
            models.UniqueConstraint(
                fields=["form", "hour", "page"],
                condition=models.Q(placement=None),
                name="sent_back_once_without_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} of {self.page} at {self.hour}"
