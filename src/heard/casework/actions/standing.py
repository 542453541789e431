"""What stands on a case: a person's decision before what the writer said, and that before a method's suggestion."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from heard.accounts.models import Organisation
from heard.casework.models import Case, CaseTheme
from heard.feedback.models import Piece
from heard.insight.queries import Suggested, decided_themes, decided_tones, suggested

_NOTHING = Suggested()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The themes (by primary key) and the tone that a case shows."""

    themes: frozenset[int]
    tone: str


def standing(*, pieces: Sequence[Piece], organisation: Organisation) -> dict[int, Standing]:
    """Return what stands for the organisation on each of the pieces."""
    ids = [piece.pk for piece in pieces]
    proposed = suggested(piece_ids=ids)
    themes = decided_themes(piece_ids=ids, organisation=organisation)
    tones = decided_tones(piece_ids=ids, organisation=organisation)
    held = {}
    for piece in pieces:
        offered, decided = proposed.get(piece.pk, _NOTHING), themes.get(piece.pk, {})
        held[piece.pk] = Standing(
            themes=frozenset(
                {one for one in offered.themes if decided.get(one, True)} | {one for one, yes in decided.items() if yes}
            ),
            tone=tones.get(piece.pk) or piece.tone or offered.tone,
        )
    return held


def show_standing(*, cases: Sequence[Case]) -> None:
    """Write on each case the themes and the tone that stand for its organisation; twice changes nothing."""
    by_organisation: dict[Organisation, list[Case]] = defaultdict(list)
    for case in cases:
        by_organisation[case.organisation].append(case)
    for organisation, theirs in by_organisation.items():
        held = standing(pieces=[case.piece for case in theirs], organisation=organisation)
        _show_tones(theirs, {case.pk: held[case.piece_id].tone for case in theirs})
        _show_themes({case.pk: held[case.piece_id].themes for case in theirs})


def _show_tones(cases: Sequence[Case], wanted: dict[int, str]) -> None:
    changed: dict[str, list[int]] = defaultdict(list)
    for case in cases:
        if case.tone != wanted[case.pk]:
            case.tone = wanted[case.pk]
            changed[case.tone].append(case.pk)
    for tone, ids in changed.items():
        Case.objects.filter(pk__in=ids).update(tone=tone)


def _show_themes(wanted: dict[int, frozenset[int]]) -> None:
    shown = {
        (row.case_id, row.theme_id): row.pk for row in CaseTheme.objects.filter(case__in=wanted).only("case", "theme")
    }
    should = {(case_id, theme_id) for case_id, themes in wanted.items() for theme_id in themes}
    CaseTheme.objects.filter(pk__in=[pk for pair, pk in shown.items() if pair not in should]).delete()
    CaseTheme.objects.bulk_create(
        [CaseTheme(case_id=case_id, theme_id=theme_id) for case_id, theme_id in sorted(should - set(shown))],
        ignore_conflicts=True,
    )
