"""Reads of unusual arrivals: whose they are to see and to weigh, and what is known of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from evidence.text.likeness import ALIKE, likeness
from heard.accounts.models import Role, User
from heard.accounts.queries import organisations_for
from heard.campaigns.queries import campaigns_for, may_manage
from heard.design.errors import NotFound
from heard.feedback.models import Consent, Flag, Recipient, Surge, SurgeKind, Text, TextField

READERS = (Role.CAMPAIGN_MANAGER, Role.ANALYST)
WORD_READERS = (Role.CASEWORKER, Role.ANALYST, Role.PRIVACY_LEAD)
SHOWN = 5
"""So many examples of the words are shown."""

LOOKED_AT = 40


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """One surge with how many forms are in it and how many of them are set aside from figures."""

    surge: Surge
    forms: int
    aside: int


def surges_for(*, user: User) -> QuerySet[Surge]:
    """Return the unusual arrivals of the campaigns that the person may read: those to weigh first, then the newest."""
    seen = Surge.objects.filter(campaign__in=campaigns_for(user=user, roles=READERS).values("pk"))
    return seen.select_related("campaign", "form__organisation", "placement", "weighed_by").order_by(
        "weighed_at", "-last_at", "-pk"
    )


def arrivals(*, surges: Sequence[Surge]) -> list[Arrivals]:
    """Return each of these surges with its numbers."""
    rows = Flag.objects.filter(surge__in=surges).values("surge").order_by()
    counts = rows.annotate(n=Count("pk"), aside=Count("pk", filter=Q(submission__set_aside_at__isnull=False)))
    numbers = {row["surge"]: (row["n"], row["aside"]) for row in counts}
    return [
        Arrivals(surge=surge, forms=numbers.get(surge.pk, (0, 0))[0], aside=numbers.get(surge.pk, (0, 0))[1])
        for surge in surges
    ]


def surge_for(*, user: User, surge_id: int) -> Surge:
    """Return one of them. Raises NotFound for what is missing and for what is not theirs alike."""
    surge = surges_for(user=user).filter(pk=surge_id).first()
    if surge is None:
        raise NotFound
    return surge


def may_weigh(*, user: User, surge: Surge) -> bool:
    """Return whether the person may decide: who manages the campaign."""
    return may_manage(user=user, campaign=surge.campaign)


def count_unweighed(*, user: User) -> int:
    """Return how many unusual arrivals wait for this person to weigh them."""
    waiting = Counter(Surge.objects.filter(weighing="").order_by().values_list("campaign", flat=True))
    if not waiting:
        return 0
    seen = campaigns_for(user=user, roles=READERS).filter(pk__in=waiting)
    return sum(waiting[campaign.pk] for campaign in seen if may_manage(user=user, campaign=campaign))


def examples_for(*, user: User, surge: Surge) -> list[str]:
    """Return the first redacted words of a surge that the person may read: of one of words that repeat, those that do.

    To run a campaign is not to read words: they are for those who read cases, of organisations that the consent of
    each person still lets see them.
    """
    allowed = Consent.objects.filter(
        piece=OuterRef("piece"),
        recipient=Recipient.ORGANISATION,
        organisation__in=organisations_for(user=user, roles=WORD_READERS),
        narrowed_at=None,
    )
    texts = Text.objects.filter(
        Exists(allowed), submission__flags__surge=surge, submission__withdrawn_at=None, field=TextField.WORDS
    ).exclude(redacted="")
    words = list(texts.order_by("submission__received_at", "pk").values_list("redacted", flat=True)[:LOOKED_AT])
    if surge.kind == SurgeKind.ALIKE:
        words = [one for at, one in enumerate(words) if _repeats(one, [*words[:at], *words[at + 1 :]])]
    return words[:SHOWN]


def _repeats(words: str, others: Sequence[str]) -> bool:
    return any(likeness(words, other) >= ALIKE for other in others)
