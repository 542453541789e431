"""Settling what coders said apart from each other: it becomes the organisation's decision."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from heard.accounts.models import User
from heard.casework.actions.deciding import decide_case
from heard.casework.models import Case
from heard.casework.queries.coding import Item
from heard.feedback.models import Tone
from heard.insight.actions.coding import settle
from heard.insight.models import CodingItem

AT_ONCE = 25


@transaction.atomic
def settle_piece(
    *, item: CodingItem, case: Case, present: Collection[int], tone: Tone, by: User, revision: int, now: datetime
) -> None:
    """Decide a piece about which coders differ. Raises NoSuchTheme, CaseChanged and CodingOver."""
    settle(items=[item], by=by, now=now)
    decide_case(case=case, present=present, tone=tone, by=by, revision=revision, now=now)


def settle_agreed(*, items: Sequence[Item], by: User, now: datetime) -> int:
    """Decide the pieces about which all coders said the same just so, and return how many. Raises as above.

    Each 25 are one transaction, so that whoever else writes on SQLite waits for no more; where it raises, those before
    stay settled.
    """
    for start in range(0, len(items), AT_ONCE):
        _settle_some(items=items[start : start + AT_ONCE], by=by, now=now)
    return len(items)


@transaction.atomic
def _settle_some(*, items: Sequence[Item], by: User, now: datetime) -> None:
    settle(items=[one.item for one in items], by=by, now=now)
    for one in items:
        said = next(iter(one.said.values()))
        case = one.case
        decide_case(case=case, present=said.themes, tone=Tone(said.tone), by=by, revision=case.revision, now=now)
