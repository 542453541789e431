"""Which proofs of work were used."""

from django.db import models


class SpentProof(models.Model):
    """That one challenge was answered: a hash of its own random number, which says nothing of who answered."""

    mark = models.CharField(primary_key=True, max_length=64)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"spent proof {self.mark[:8]}"
