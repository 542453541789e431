"""Lets the worker read pieces drawn at random, and two made-up people decide on each of them apart."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from evidence.worlds import NETWORK, REGULATOR
from evidence.worlds import Piece as MadeUpPiece
from evidence.worlds.chance import Chance
from heard.accounts.models import Organisation, User
from heard.casework.actions.coding import settle_agreed, settle_piece
from heard.casework.queries.coding import whole_set
from heard.config.demo.stage import Stage
from heard.feedback.actions.leasing import claim_fresh
from heard.feedback.models import Piece, Tone
from heard.feedback.models import Stage as WorkStage
from heard.insight.actions.coding import SetIn, code_piece, start_coding
from heard.insight.actions.drawing import draw_pieces
from heard.insight.actions.theming import read_themes
from heard.insight.models import Choosing, CodingSet, Theme
from heard.insight.queries import current_themes

DRAWN = 60
_CODERS = {
    REGULATOR: ("caseworker@good-care.example.org", "second.caseworker@good-care.example.org"),
    NETWORK: ("caseworker@speak-up.example.org", "administrator@speak-up.example.org"),
}
_MISSED, _ADDED, _OTHER_TONE = 0.08, 0.12, 0.15
"""How often a coder misses a theme, finds one that is not there, and takes the tone for the next one."""
_WORSE_TO_BETTER = (Tone.VERY_BAD, Tone.BAD, Tone.MIXED, Tone.GOOD, Tone.VERY_GOOD)
_READ_BEFORE = timedelta(minutes=2)


def code_apart(*, stage: Stage, sent: Mapping[tuple[UUID, int], MadeUpPiece], seed: int, now: datetime) -> int:
    """Draw pieces, read them, and let two people of each organisation code and settle them; return how many.

    `sent` says by submission and ordinal what each piece truly speaks of; where the two differ, that is settled on.
    """
    drawn = draw_pieces(campaign=stage.campaign, more=DRAWN, by=stage.staff["manager@good-care.example.org"], now=now)
    pieces = list(Piece.objects.filter(drawn__isnull=False).select_related("submission").order_by("pk"))
    waiting = Piece.objects.filter(drawn__isnull=False)
    claim = claim_fresh(pieces=waiting, stage=WorkStage.THEMES, holder="demo", limit=drawn, now=now - _READ_BEFORE)
    read_themes(claim=claim, piece_ids=claim.piece_ids, now=now - _READ_BEFORE)
    themes = {theme.code: theme for theme in current_themes()}
    for form, emails in _CODERS.items():
        organisation = stage.organisations[form]
        truth = {
            piece.pk: sent[piece.submission_id, piece.ordinal]
            for piece in pieces
            if piece.submission.organisation_id == organisation.pk
        }
        if truth:
            coders = [stage.staff[email] for email in emails]
            started = _start(stage, organisation, sorted(truth), coders, seed, now)
            _code(started, truth, themes, Chance(seed, 7, started.pk), now)
            _settle(started, truth, themes, by=coders[0], now=now)
    return drawn


def _start(
    stage: Stage, organisation: Organisation, pieces: list[int], coders: list[User], seed: int, now: datetime
) -> CodingSet:
    wanted = SetIn(
        organisation=organisation,
        campaign=stage.campaign,
        choosing=Choosing.RANDOM,
        seed=seed,
        pieces=pieces,
        coders=coders,
    )
    return start_coding(wanted=wanted, by=coders[0], now=now)


def _code(
    started: CodingSet, truth: Mapping[int, MadeUpPiece], themes: Mapping[str, Theme], chance: Chance, now: datetime
) -> None:
    every = tuple(themes)
    for item in started.items.order_by("position"):
        made_up = truth[item.piece_id]
        for coder in started.coders.order_by("pk"):
            present = _found(chance, made_up.comment.themes, every)
            code_piece(
                item=item,
                coder=coder,
                present=[themes[code].pk for code in sorted(present) if code in themes],
                tone=_toned(chance, Tone(made_up.tone)),
                now=now,
            )


def _settle(
    started: CodingSet, truth: Mapping[int, MadeUpPiece], themes: Mapping[str, Theme], *, by: User, now: datetime
) -> None:
    settle_agreed(items=whole_set(coding_set=started).to_settle(agreed=True), by=by, now=now)
    for one in whole_set(coding_set=started).to_settle(agreed=False):
        made_up, case = truth[one.item.piece_id], one.case
        present = [themes[code].pk for code in made_up.comment.themes if code in themes]
        settle_piece(
            item=one.item, case=case, present=present, tone=Tone(made_up.tone), by=by, revision=case.revision, now=now
        )


def _found(chance: Chance, true: Iterable[str], every: tuple[str, ...]) -> set[str]:
    found = {code for code in true if not chance.happens(_MISSED)}
    return found | ({chance.pick(every)} if chance.happens(_ADDED) else set())


def _toned(chance: Chance, tone: Tone) -> Tone:
    if tone not in _WORSE_TO_BETTER or not chance.happens(_OTHER_TONE):
        return tone
    step = _WORSE_TO_BETTER.index(tone) + chance.pick((-1, 1))
    return _WORSE_TO_BETTER[min(max(step, 0), len(_WORSE_TO_BETTER) - 1)]
