"""What the worker does for measurement."""

from datetime import timedelta

from django.conf import settings
from django.utils.timezone import localdate

from heard.design import clock
from heard.measurement import actions
from heard.measurement.actions import agreement, alert_letters, alerting, cutting, fetching, networks
from heard.measurement.analysis import installed, writing
from heard.measurement.outside import ask

RECORDS_A_PIECE = 50
"""Rolling up so many records costs about as much as one piece of other work."""
CATCHING_UP = 4
"""So many times as many visits are rolled up in one turn: until they are, each look at figures counts them anew."""
VISITS_AT_ONCE = 500
"""So many visits at most are rolled up in one transaction, so that a click need not wait for it."""


def roll_up_some(*, holder: str, limit: int) -> int:
    """Roll up the visits and feedback that no roll-up holds yet; return how many records that were."""
    now, step = clock.now(), limit * RECORDS_A_PIECE
    visits, at_once = 0, min(step, VISITS_AT_ONCE)
    while visits < step * CATCHING_UP and (done := actions.roll_up_visits(now=now, limit=at_once)):
        visits += done
    return visits + actions.roll_up_feedback(now=now, limit=step) + actions.roll_up_batch(now=now)


def recount() -> int:
    """Compare the roll-ups with the records and put right what differs; return how many counts that was."""
    return actions.recount(now=clock.now())


def forget_hours() -> int:
    """Delete the figures by hour that are older than they are kept; return how many."""
    today = localdate(clock.now())
    return actions.forget_hours(before=today - timedelta(days=settings.HEARD_HOURS_KEPT_DAYS))


def watch_campaigns() -> int:
    """Raise and end the alerts of open campaigns; return how many changed."""
    now = clock.now()
    return sum(alerting.watch(campaign=each, now=now, today=localdate(now)) for each in alerting.watched())


def write_about_alerts() -> int:
    """Write to whoever wants a letter about alerts each morning; return how many letters went out."""
    return alert_letters.write_about_alerts(now=clock.now())


def watch_links() -> int:
    """Ask the outside addresses that links lead to whether they still answer; return how many alerts changed."""
    if not settings.HEARD_CHECK_LINKS:
        return 0
    now = clock.now()
    return sum(alerting.watch_outside_links(campaign=each, ask=ask, now=now) for each in alerting.watched())


def watch_agreement() -> int:
    """Raise and end the notices of too little agreement between machine and people; return how many changed."""
    return agreement.watch_agreement(now=clock.now())


def count_cuts(*, holder: str, limit: int) -> int:
    """Count up to `limit` questions that wait, and return how many."""
    done = 0
    while done < limit and cutting.count_next(holder=holder, clock=clock.now):
        done += 1
    return done


def forget_cuts() -> int:
    """Delete questions of more than a month ago; return how many."""
    return cutting.forget_old(now=clock.now())


def forget_waiting_exports() -> int:
    """Delete the network exports that nobody answered about within the hour; return how many."""
    return networks.forget_waiting(now=clock.now())


def copy_for_analysis() -> int:
    """Copy what changed into the partitions; return how many days. Nothing where the packages are not installed."""
    return writing.refresh(now=clock.now()).days if installed.is_installed() else 0


def compare_for_analysis() -> int:
    """Copy anew the days that differ from their records; return how many that was."""
    return writing.recheck(now=clock.now()) if installed.is_installed() else 0


LISTEN = 20.0
"""Seconds that a stream is listened to in one turn; other watches wait so long for theirs."""


def follow_some(*, holder: str, limit: int) -> int:
    """Take the turn of the watch that is due first, and suggest whom of the stakeholders it shows; return changes."""
    turn = fetching.fetch_next(now=clock.now(), seconds=LISTEN)
    return turn.taken.changed if turn else 0
