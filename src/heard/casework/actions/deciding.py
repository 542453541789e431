"""Deciding a case's themes and tone: insight keeps the decision, the case shows what now stands."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from heard.accounts.models import User
from heard.casework.actions.revising import take_turn
from heard.casework.actions.standing import show_standing
from heard.casework.models import Case
from heard.feedback.models import Tone
from heard.insight.actions import decide_themes, decide_tone


@transaction.atomic
def decide_case_themes(*, case: Case, present: Collection[int], by: User, revision: int, now: datetime) -> Case:
    """Record which themes of the current framework are in the piece; the same again is no revision.

    Raises NoSuchTheme and CaseChanged.
    """
    taken = take_turn(case=case, revision=revision)
    if not decide_themes(piece=case.piece, organisation=case.organisation, present=present, by=by, now=now):
        return case
    return _shown(taken)


@transaction.atomic
def decide_case_tone(*, case: Case, tone: Tone, by: User, revision: int, now: datetime) -> Case:
    """Record which tone the piece has; the same again is no revision. Raises CaseChanged."""
    taken = take_turn(case=case, revision=revision)
    if not decide_tone(piece=case.piece, organisation=case.organisation, tone=tone, by=by, now=now):
        return case
    return _shown(taken)


@transaction.atomic
def decide_case(*, case: Case, present: Collection[int], tone: Tone, by: User, revision: int, now: datetime) -> Case:
    """Record themes and tone of the piece at once, as one revision; the same again is none.

    Raises NoSuchTheme and CaseChanged.
    """
    taken = take_turn(case=case, revision=revision)
    piece, organisation = case.piece, case.organisation
    changed = (
        decide_themes(piece=piece, organisation=organisation, present=present, by=by, now=now),
        decide_tone(piece=piece, organisation=organisation, tone=tone, by=by, now=now),
    )
    return _shown(taken) if any(changed) else case


def _shown(case: Case) -> Case:
    case.save(update_fields=["revision"])
    show_standing(cases=[case])
    return case
