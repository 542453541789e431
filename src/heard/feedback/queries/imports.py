"""Reads about imports: which files and rows an organisation has, and who may see them."""

from collections.abc import Collection

from django.db.models import QuerySet

from heard.accounts.models import Organisation, Role, User
from heard.accounts.queries import lineage_ids, organisations_for, workplaces_for
from heard.campaigns.models import Campaign
from heard.campaigns.queries import campaigns_for
from heard.design.errors import NotFound
from heard.feedback.models import ImportBatch, ImportMapping, Piece, Submission
from heard.places.models import Service

IMPORTERS = (Role.ANALYST, Role.CAMPAIGN_MANAGER, Role.ADMINISTRATOR)


def imports_for(*, user: User) -> QuerySet[ImportBatch]:
    """Return the imports of the organisations for which the person may import, the latest first."""
    return (
        ImportBatch.objects.filter(organisation__in=organisations_for(user=user, roles=IMPORTERS))
        .select_related("organisation", "campaign", "created_by")
        .order_by("-created_at", "-pk")
    )


def import_for(*, user: User, batch_id: int) -> ImportBatch:
    """Return one of them; raise NotFound where it is missing or not theirs."""
    batch = imports_for(user=user).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound
    return batch


def organisations_to_import_for(*, user: User) -> QuerySet[Organisation]:
    """Return the organisations for which the person may import."""
    return workplaces_for(user=user, roles=IMPORTERS)


def campaigns_to_import_for(*, user: User) -> QuerySet[Campaign]:
    """Return the campaigns in which those organisations receive feedback."""
    return campaigns_for(user=user, roles=IMPORTERS)


def receives_in(*, organisation: Organisation, campaign: Campaign) -> bool:
    """Return whether the organisation receives what the campaign gathers: its owner does, and each with a form.

    What one before it received goes on to it.
    """
    lineage = lineage_ids(organisation=organisation)
    return campaign.owner_id in lineage or campaign.forms.filter(organisation__in=lineage).exists()


def import_of_file(*, organisation: Organisation, digest: str) -> ImportBatch | None:
    """Return the finished import of this very file by the organisation or one before it."""
    lineage = lineage_ids(organisation=organisation)
    return ImportBatch.objects.filter(organisation__in=lineage, digest=digest, visible_at__isnull=False).first()


def remembered_mapping(*, organisation: Organisation, header_digest: str) -> ImportMapping | None:
    """Return what the organisation chose the last time a file had this header."""
    return ImportMapping.objects.filter(organisation=organisation, header_digest=header_digest).first()


def keys_taken(*, organisation: Organisation, keys: Collection[str]) -> frozenset[str]:
    """Return which of the rows' keys stand on pieces of the organisation's finished imports."""
    batches = _finished(organisation) if keys else []
    if not batches:
        return frozenset()
    found = Piece.objects.filter(source_key__in=keys, batch__in=batches).values_list("source_key", flat=True)
    return frozenset(found)


def groups_taken(*, organisation: Organisation, keys: Collection[str]) -> frozenset[str]:
    """Return which of the submissions' keys stand in the organisation's finished imports."""
    batches = _finished(organisation) if keys else []
    if not batches:
        return frozenset()
    found = Submission.objects.filter(source_key__in=keys, batch__in=batches).values_list("source_key", flat=True)
    return frozenset(found)


def service_id_of(*, code: str, name: str) -> int | None:
    """Return the listed service with that code, or else the only one of that name."""
    if code:
        coded = Service.objects.filter(code__iexact=code).values_list("pk", flat=True).first()
        if coded is not None:
            return coded
    named = list(Service.objects.filter(name__iexact=name).values_list("pk", flat=True)[:2]) if name else []
    return named[0] if len(named) == 1 else None


def _finished(organisation: Organisation) -> list[int]:
    lineage = lineage_ids(organisation=organisation)
    return list(
        ImportBatch.objects.filter(organisation__in=lineage, visible_at__isnull=False).values_list("pk", flat=True)
    )
