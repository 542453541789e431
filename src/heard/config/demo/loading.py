"""Loads the demonstration in one transaction: a killed load leaves nothing behind, and a second one finds it done."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from evidence.worlds import SMALL, Day, Piece, Size, World, simulate
from evidence.worlds.chance import Chance
from heard.accounts.models import Organisation
from heard.campaigns.models import Campaign
from heard.config.demo import coders, crowds, mentioning, people, reaching, voices
from heard.config.demo.speaking import TITLE
from heard.config.demo.stage import Stage, aware, named, set_stage
from heard.measurement import actions as measurement

HANDLED = 130
"""About how many submissions without a sign of harm staff have worked on: each step goes through its action."""


ROLLED_AT_ONCE = 100_000


class NotADemonstration(Exception):
    """This site is not run as a demonstration (HEARD_DEMO), so nothing made up is put into it."""


class NotEmpty(Exception):
    """There are organisations here already, and they are not the demonstration's."""


def _quietly(_: int) -> None:
    """Tell nobody."""


def load(*, now: datetime, seed: int, size: Size = SMALL, progress: Callable[[int], None] | None = None) -> bool:
    """Load a made-up campaign that is open now; return whether it was loaded, or was there already.

    `progress` is called with the rows done since it was last called. Raises NotADemonstration and NotEmpty.
    """
    if not settings.HEARD_DEMO:
        raise NotADemonstration
    with transaction.atomic():
        if _is_loaded():
            people.keep_signing_in()
            return False
        if Organisation.objects.exists():
            raise NotEmpty
        today = timezone.localdate(now)
        world = simulate(seed=seed, starts_on=today - timedelta(days=size.elapsed - 1), size=size)
        _load(world, now, progress or _quietly)
    return True


def _is_loaded() -> bool:
    return Campaign.objects.filter(title=TITLE, owner__name=named("Office for Good Care")).exists()


def _load(world: World, now: datetime, progress: Callable[[int], None]) -> None:
    stage = set_stage(world=world)
    progress(crowds.import_year_before(stage=stage, world=world, now=aware(world.calendar.moment(0))))
    desk = voices.Desk(stage)
    until = timezone.localtime(now).replace(tzinfo=None)
    sent: dict[tuple[UUID, int], Piece] = {}
    for day in world.days():
        progress(_load_day(world, stage, desk, day, until, sent))
    coders.code_apart(stage=stage, sent=sent, seed=world.seed, now=now)
    reaching.bring_in(stage=stage, seed=world.seed, now=now)
    mentioning.tell(stage=stage, seed=world.seed, now=now)
    _roll_up(now)


def _roll_up(now: datetime) -> None:
    """Roll all of it up at once: figures that a worker still rolls up are counted anew at each look meanwhile."""
    while measurement.roll_up_visits(now=now, limit=ROLLED_AT_ONCE):
        pass
    while measurement.roll_up_feedback(now=now, limit=ROLLED_AT_ONCE):
        pass


def _load_day(
    world: World, stage: Stage, desk: voices.Desk, day: Day, until: datetime, heard: dict[tuple[UUID, int], Piece]
) -> int:
    """Load a day as far as it has passed: who came, what was sent, its reading, and what staff did about it since."""
    visits = crowds.keep_visits(stage=stage, visits=(visit for visit in day.visits if visit.at <= until))
    sent = [submission for submission in day.submissions if submission.received_at <= until]
    received = [voices.receive(stage=stage, submission=submission) for submission in sent]
    if sent:
        voices.read_and_open(now=aware(sent[-1].received_at + timedelta(seconds=30)))
    for made_up, kept in zip(sent, received, strict=True):
        heard.update({(kept.pk, ordinal): piece for ordinal, piece in enumerate(made_up.pieces, start=1)})
        is_urgent = made_up.risk_declared or any(piece.comment.risk for piece in made_up.pieces)
        if is_urgent or Chance(world.seed, 6, made_up.number).happens(HANDLED / world.expected_submissions):
            desk.work(form=made_up.form, received=kept, handlings=world.handlings(iter((made_up,)), until=until))
    return visits + len(sent)
