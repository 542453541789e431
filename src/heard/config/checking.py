"""What can be proved of a site's records: that every figure adds up, and that the audit log is as it was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from evidence.findings import Check
from heard.accounts.queries.chaining import LINKED_WITHIN, Anchor, Chain, Fault, Loose, check_chain, head_of_chain
from heard.campaigns.models import Campaign
from heard.config.health import worker_is_there
from heard.measurement import actions, queries
from heard.measurement.analysis.checking import check as check_partitions


class NoSuchCampaign(Exception):
    """There is no campaign with this short name."""


def counts(*, campaign: str) -> Iterator[tuple[str, tuple[Check, ...]]]:
    """Return each campaign's title with its checks; only the one campaign where its slug is given."""
    for each in _chosen(campaign):
        yield each.title, queries.reconcile(campaign=each)


def partitions(*, campaign: str) -> Iterator[tuple[str, tuple[Check, ...]]]:
    """Return each campaign's title with the checks of its copy for analysis. Raises NotInstalled, NoSuchCampaign."""
    for each in _chosen(campaign):
        yield each.title, check_partitions(campaign=each)


def _chosen(slug: str) -> list[Campaign]:
    campaigns = Campaign.objects.order_by("slug")
    chosen = list(campaigns.filter(slug=slug) if slug else campaigns)
    if slug and not chosen:
        raise NoSuchCampaign(f"There is no campaign with the short name {slug}.")
    return chosen


def mend(*, now: datetime) -> int:
    """Put right the roll-ups that differ from the records; return how many counts that was."""
    return actions.recount(now=now)


class NotAnAnchor(Exception):
    """What was given is no position and hash of the audit chain."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether the audit log is as it was written, and what to say of it, line by line."""

    is_well: bool
    lines: tuple[str, ...]


def anchor() -> str:
    """Return the position and the hash at which the audit chain stands, to be noted down outside."""
    return str(head_of_chain())


def audit(*, expect: str, now: datetime) -> Verdict:
    """Look at every link of the audit log; `expect` is what `anchor` gave before, or empty. Raises NotAnAnchor."""
    chain = check_chain(expect=_anchor(expect) if expect else None)
    is_late = bool(chain.loose.oldest_at and now - chain.loose.oldest_at > LINKED_WITHIN)
    is_idle = is_late and not worker_is_there()
    said = (
        _broken(chain),
        f"The chain stands at {chain.head.position:,}." if chain.broken is None else "",
        _loose(chain.loose, now=now, is_late=is_late, is_idle=is_idle),
        f"Note down outside: {chain.head}" if chain.broken is None else "",
    )
    return Verdict(is_well=chain.broken is None and (is_idle or not is_late), lines=tuple(one for one in said if one))


def _anchor(text: str) -> Anchor:
    position, _, digest = text.strip().partition(":")
    if not (position.isdecimal() and len(position) < 19 and len(digest) == 64):
        raise NotAnAnchor("Give a position and a hash as `heard check audit --head` prints them: 1234:5f0c…")
    return Anchor(position=int(position), hash=digest.lower())


def _broken(chain: Chain) -> str:
    broken = chain.broken
    if broken is None:
        return "Every line is there, unchanged and in its order."
    line = f" (line {broken.line})" if broken.line else ""
    why = {
        Fault.EDITED: "a line or its link was edited",
        Fault.DELETED: "a line or its link was deleted",
        Fault.REORDERED: "lines were put in another order",
        Fault.INSERTED: "a line was inserted",
        Fault.CUT: "the end of the log was cut off",
        Fault.REWRITTEN: "the log was written anew by someone who holds the secret key",
    }[broken.fault]
    said = f"BROKEN at {broken.position:,}{line}: {why}. What stands before it holds."
    if (broken.position, broken.fault) == (1, Fault.EDITED):
        said += (
            " Or every link was made under another secret key: name that one in HEARD_OLD_SECRET_KEYS and try again."
        )
    return said


def _loose(loose: Loose, *, now: datetime, is_late: bool, is_idle: bool) -> str:
    if not loose.count or loose.oldest_at is None:
        return ""
    seconds = max(int((now - loose.oldest_at).total_seconds()), 0)
    said = f"Not linked yet: {loose.count:,}, the oldest for {seconds:,} seconds."
    if is_idle:
        return f"{said} The worker is not running: it links them when it is back."
    return f"{said} FAULT: the worker is running and leaves them out." if is_late else said
