"""What is known of the keys: whose each is, how old, who holds its private half here, how much is wrapped to it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, ForeignObjectRel, Q

from heard.accounts.models import Organisation
from heard.feedback import keys
from heard.feedback.models import SealingKey, WrappedKey, WrapWanted


class NoSuchOwner(Exception):
    """There is no organisation of that short name; the message says which there are."""


@dataclass(frozen=True, kw_only=True)
class KeyState:
    """One key: whose, since when and until when current, whether its private half is here, what is wrapped to it."""

    key_id: str
    owner: str
    created_at: datetime
    retired_at: datetime | None
    forgotten_at: datetime | None
    is_here: bool
    wrapped: int
    could_not_open: int

    @property
    def state(self) -> str:
        """Return `current`, `retired` or `forgotten`."""
        if self.forgotten_at:
            return "forgotten"
        return "retired" if self.retired_at else "current"


@dataclass(frozen=True, kw_only=True)
class Resealing:
    """How far re-sealing has come: what still waits, what would not open, what waits to be wrapped on."""

    waiting: int
    could_not: int
    wanted: int


def key_states() -> tuple[KeyState, ...]:
    """Return every key, the worker's first, then by owner, the current one before those before it.

    Raises heard.feedback.keys.StoreAway.
    """
    here = keys.store().ids()
    counted = WrappedKey.objects.order_by().values_list("sealing_key").annotate(Count("pk"), failed=_FAILED)
    counts = {key: (wrapped, failed) for key, wrapped, failed in counted}
    newest_first = ("organisation__name", F("retired_at").desc(nulls_first=True), "-pk")
    rows = SealingKey.objects.select_related("organisation").order_by(*newest_first)
    states = [_state(row, here, counts) for row in rows]
    return tuple(sorted(states, key=lambda each: each.owner != WORKER))


def resealing() -> Resealing:
    """Return how far re-sealing has come."""
    retired = WrappedKey.objects.filter(sealing_key__retired_at__isnull=False)
    return Resealing(
        waiting=retired.filter(could_not_open_at=None).count(),
        could_not=retired.filter(could_not_open_at__isnull=False).count(),
        wanted=WrapWanted.objects.count(),
    )


def wrapped_to(*, key: SealingKey) -> int:
    """Return how many records are wrapped to a key: submissions, and what waits to be taken in, whatever its table."""
    hidden = SealingKey._meta.get_fields(include_hidden=True)
    return sum(
        each.related_model._default_manager.filter(**{each.field.name: key}).count()
        for each in hidden
        if isinstance(each, ForeignObjectRel) and isinstance(each.related_model, type)
    )


def owner_named(*, slug: str) -> Organisation:
    """Return the organisation with that short name in its address; raise NoSuchOwner."""
    try:
        return Organisation.objects.get(slug=slug)
    except Organisation.DoesNotExist as error:
        there = ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True)[:20])
        raise NoSuchOwner(f"There is no organisation {slug}. There are: {there}.") from error


def current_key(*, organisation: Organisation | None) -> SealingKey | None:
    """Return the current key of the organisation, or of the worker."""
    return SealingKey.objects.current().filter(organisation=organisation).first()


WORKER = "the worker"
_FAILED = Count("pk", filter=Q(could_not_open_at__isnull=False))


def _state(row: SealingKey, here: frozenset[str], counts: dict[int, tuple[int, int]]) -> KeyState:
    wrapped, failed = counts.get(row.pk, (0, 0))
    return KeyState(
        key_id=row.key_id,
        owner=row.organisation.name if row.organisation else WORKER,
        created_at=row.created_at,
        retired_at=row.retired_at,
        forgotten_at=row.forgotten_at,
        is_here=row.key_id in here,
        wrapped=wrapped,
        could_not_open=failed,
    )
