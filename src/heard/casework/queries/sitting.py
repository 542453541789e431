"""The pieces that a person reads one after the other: which, in which order, and how far they have come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import Exists, F, FloatField, Func, Min, OuterRef, Q, QuerySet, Subquery

from heard.accounts.models import Organisation
from heard.accounts.queries import lineage_ids
from heard.casework.models import Case, CaseQuerySet, CaseTheme
from heard.feedback.models import Text
from heard.insight.models import Aspect, CodingItem, DrawnPiece, Suggestion, ThemeDecision, ToneDecision

SET = 200
"""So many pieces are one set: about two hours of reading."""


class Order(StrEnum):
    """Which piece comes first."""

    UNCERTAIN = "uncertain"
    THEME = "theme"
    OLDEST = "oldest"
    DRAWN = "drawn"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a sitting reads: as it stands in the URL, and since when it goes on (to the second)."""

    order: Order = Order.UNCERTAIN
    campaign: str = ""
    theme: str = ""
    begun: datetime

    def query(self) -> str:
        """Return `?…` for a link that stays in the sitting."""
        held = {"order": str(self.order), "campaign": self.campaign, "theme": self.theme}
        begun = str(int(self.begun.timestamp()))
        return f"?{urlencode({name: value for name, value in {**held, 'begun': begun}.items() if value})}"


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One set of cases by primary key, in the order in which they are read, and those of them that are decided."""

    asked: Asked
    cases: tuple[int, ...]
    decided: frozenset[int]

    def beside(self, case_id: int) -> tuple[int | None, int | None]:
        """Return the cases before and after one; None at either end, and where it is not in the set."""
        if case_id not in self.cases:
            return None, None
        at = self.cases.index(case_id)
        return (self.cases[at - 1] if at else None, self.cases[at + 1] if at + 1 < len(self.cases) else None)

    def to_decide(self, *, after: int | None = None) -> int | None:
        """Return the next case that is not decided: after one, then from the beginning; None where none is left."""
        at = self.cases.index(after) + 1 if after in self.cases else 0
        waiting = [one for one in (*self.cases[at:], *self.cases[:at]) if one not in self.decided and one != after]
        return waiting[0] if waiting else None


def sitting(*, organisation: Organisation, asked: Asked) -> Sitting:
    """Return the first set of what waited for a decision when the sitting began.

    What is decided meanwhile stays in the set, so that one can go back to it; what arrives meanwhile is of another set.
    A piece is decided when its tone is: the page asks for tone and themes together.
    """
    cases = tuple(_in_order(_waiting(organisation, asked), asked.order).values_list("pk", flat=True)[:SET])
    return Sitting(asked=asked, cases=cases, decided=decided_cases(case_ids=cases))


def decided_cases(*, case_ids: Collection[int]) -> frozenset[int]:
    """Return which of the cases have a decision on their tone that stands for their organisation."""
    decided = Exists(_tones().filter(replaced_at=None))
    return frozenset(Case.objects.filter(decided, pk__in=case_ids).values_list("pk", flat=True))


def readable_cases(*, organisation: Organisation, campaign: str = "") -> CaseQuerySet:
    """Return the cases of the organisation's lineage whose words can be read: no tests, nothing that waits."""
    cases = Case.objects.filter(
        Exists(Text.objects.filter(piece=OuterRef("piece")).exclude(redacted="")),
        organisation__in=lineage_ids(organisation=organisation),
        is_test=False,
        read_at__isnull=False,
    )
    return (cases.filter(campaign__slug=campaign) if campaign else cases).consented()


def by_doubt(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases about which methods are least sure first: whose nearest probability to a half is nearest.

    Those of which no method gave a probability come last.
    """
    doubt = Func(F("score"), template="ABS(%(expressions)s - 0.5)", output_field=FloatField())
    unsure = (
        Suggestion.objects.standing()
        .filter(piece=OuterRef("piece"), aspect__in=(Aspect.THEME, Aspect.TONE), score__isnull=False)
        .order_by()
        .values("piece")
        .annotate(doubt=Min(doubt))
        .values("doubt")
    )
    return cases.annotate(doubt=Subquery(unsure)).order_by(F("doubt").asc(nulls_last=True), "received_at", "pk")


def _waiting(organisation: Organisation, asked: Asked) -> CaseQuerySet:
    # Left to its coders: what is suggested, and shown here, must not reach them.
    coded = CodingItem.objects.filter(coding_set__ended_at=None, settled_at=None)
    cases = (
        readable_cases(organisation=organisation, campaign=asked.campaign)
        .filter(~Exists(_tones().filter(decided_at__lt=asked.begun)), opened_at__lte=asked.begun)
        .exclude(piece__in=coded.values("piece"))
    )
    if asked.order is Order.DRAWN:
        cases = cases.filter(Exists(DrawnPiece.objects.filter(piece=OuterRef("piece"))))
    if not asked.theme:
        return cases
    # A theme that was taken away in this sitting keeps its piece in the set.
    themes = {"theme__code": asked.theme, "theme__framework__is_current": True}
    decided = ThemeDecision.objects.filter(
        piece=OuterRef("piece"), organisation=OuterRef("organisation"), decided_at__gte=asked.begun, **themes
    )
    return cases.filter(Q(Exists(CaseTheme.objects.filter(case=OuterRef("pk"), **themes))) | Q(Exists(decided)))


def _tones() -> QuerySet[ToneDecision]:
    return ToneDecision.objects.filter(piece=OuterRef("piece"), organisation=OuterRef("organisation"))


def _in_order(cases: CaseQuerySet, order: Order) -> QuerySet[Case]:
    if order is Order.UNCERTAIN:
        return by_doubt(cases)
    if order in {Order.OLDEST, Order.DRAWN}:
        return cases.order_by("received_at", "pk")
    first = (
        Suggestion.objects.standing()
        .filter(piece=OuterRef("piece"), aspect=Aspect.THEME, theme__framework__is_current=True)
        .order_by()
        .values("piece")
        .annotate(first=Min("theme__position"))
        .values("first")
    )
    return cases.annotate(first=Subquery(first)).order_by(F("first").asc(nulls_last=True), "received_at", "pk")
