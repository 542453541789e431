"""Files that were imported, and which column meant what last time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from heard.accounts.models import Organisation, User
from heard.campaigns.models import Campaign


class BatchState(models.TextChoices):
    """Where an import stands. What it has staged is seen by nobody until it is done."""

    UPLOADED = "UPLOADED", _("Columns to be chosen")
    TO_CHECK = "TO_CHECK", _("Waiting to be checked")
    CHECKED = "CHECKED", _("Checked")
    TO_IMPORT = "TO_IMPORT", _("Waiting to be imported")
    RUNNING = "RUNNING", _("Being imported")
    DONE = "DONE", _("Imported")
    REFUSED = "REFUSED", _("Not imported")


class ImportBatch(models.Model):
    """One file taken in: staged in chunks, then made visible by one small transaction, all or nothing."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="import_batches")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=120)
    mapping = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    size = models.PositiveBigIntegerField(default=0)
    row_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    visible_at = models.DateTimeField(null=True, blank=True, db_index=True)
    state = models.CharField(max_length=9, choices=BatchState, default=BatchState.UPLOADED)
    stored_as = models.CharField(max_length=80, blank=True)
    report_stored_as = models.CharField(max_length=80, blank=True)
    refusal = models.CharField(max_length=500, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    holder = models.CharField(max_length=60, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "digest"],
                condition=models.Q(visible_at__isnull=False),
                name="same_file_imported_once",
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(state="RUNNING"), name="one_import_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(state__in=BatchState.values), name="batch_state_known"),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def can_choose_columns(self) -> bool:
        """Whether its columns may still be chosen."""
        return self.state in {BatchState.UPLOADED, BatchState.CHECKED}

    @property
    def lacks_columns(self) -> bool:
        """Whether nobody has said yet what its columns mean."""
        return self.state == BatchState.UPLOADED

    @property
    def is_refused(self) -> bool:
        """Whether it was not taken in."""
        return self.state == BatchState.REFUSED


class ImportMapping(models.Model):
    """Which column means what, remembered per organisation by the header it was chosen for."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="import_mappings")
    header_digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "header_digest"], name="mapping_once_per_header")
        ]

    def __str__(self) -> str:
        return f"mapping {self.pk}"
