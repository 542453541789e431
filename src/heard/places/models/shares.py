"""Which office goes where when an organisation is split."""

from django.db import models

from heard.accounts.models import Succession
from heard.places.models.offices import Office


class OfficeShare(models.Model):
    """Which successor an office goes to when its organisation is split."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="shares")
    succession = models.ForeignKey(Succession, on_delete=models.CASCADE, related_name="office_shares")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "succession"], name="office_shared_once")]

    def __str__(self) -> str:
        return f"office {self.office_id} with {self.succession_id}"
