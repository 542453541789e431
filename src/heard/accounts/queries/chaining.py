"""Whether the audit log is as it was written: each link is looked at in order, the first that does not hold named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Max, Min

from heard.accounts.chain import GENESIS, holds
from heard.accounts.models import AuditLine, AuditLink

LINKED_WITHIN = timedelta(minutes=1)

_AT_ONCE = 2000
_LATELY = 1000
_FARTHEST = 1000


class Fault(StrEnum):
    """What was done to the log at the first place that does not hold."""

    EDITED = "edited"
    DELETED = "deleted"
    REORDERED = "reordered"
    INSERTED = "inserted"
    CUT = "cut off"
    REWRITTEN = "written anew"


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """A position of the chain and its hash, to be noted down outside and compared later."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"


@dataclass(frozen=True, kw_only=True)
class Break:
    """The first place where the chain does not hold; `line` is the number of the line there, where there is one."""

    position: int
    fault: Fault
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class Loose:
    """How many lines are not linked yet, and when the oldest of them was written."""

    count: int = 0
    oldest_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Chain:
    """What was found: how far the chain goes, what hangs loose, and the first break, if there is one."""

    head: Anchor
    loose: Loose
    broken: Break | None


@dataclass(frozen=True, kw_only=True)
class _Linked:
    position: int
    hash: str
    line_id: int
    line: AuditLine | None


def head_of_chain() -> Anchor:
    """Return where the chain stands now."""
    head = AuditLink.objects.order_by("-position").first()
    return Anchor(position=head.position, hash=head.hash) if head else Anchor(position=0, hash=GENESIS)


def loose_lines() -> Loose:
    """Return what is committed and not linked yet."""
    found = AuditLine.objects.filter(link=None).aggregate(count=Count("pk"), oldest=Min("at"))
    return Loose(count=found["count"], oldest_at=found["oldest"])


def is_chaining(*, now: datetime) -> bool:
    """Return whether what was written lately was linked within a minute; cheap with any number of lines."""
    newest = AuditLink.objects.aggregate(newest=Max("line_id"))["newest"] or 0
    waiting = AuditLine.objects.filter(link=None, pk__gt=newest - _LATELY, at__lt=now - LINKED_WITHIN)
    return not waiting.exists()


def check_chain(*, expect: Anchor | None = None) -> Chain:
    """Return the chain as it stands, looked at link by link; `expect` is an anchor that was noted down before."""
    head = head_of_chain()
    broken = _first_break() or (_missed(expect, head) if expect else None)
    return Chain(head=head, loose=loose_lines(), broken=broken)


def _missed(expect: Anchor, head: Anchor) -> Break | None:
    """Return how an anchor is not met: the log ends before it, or was written anew by someone who held the secret."""
    if head.position < expect.position:
        return Break(position=head.position + 1, fault=Fault.CUT)
    if expect.position and not AuditLink.objects.filter(position=expect.position, hash=expect.hash).exists():
        return Break(position=expect.position, fault=Fault.REWRITTEN)
    return None


def _first_break() -> Break | None:
    previous = GENESIS
    for position, linked in enumerate(_links(after=0), start=1):
        if linked.position != position or linked.line is None:
            return Break(position=position, fault=Fault.DELETED, line=None if linked.line else linked.line_id)
        if not holds(previous=previous, position=position, line=linked.line, against=linked.hash):
            return Break(position=position, fault=_fault(previous, linked, linked.line), line=linked.line_id)
        previous = linked.hash
    return None


def _fault(previous: str, broken: _Linked, line: AuditLine) -> Fault:
    """Return what was done at a link that does not hold, by where the chain can be taken up again."""
    following = _links(after=broken.position)
    after = next(following, None)
    if after is None or after.line is None:
        return Fault.EDITED
    if holds(previous=broken.hash, position=after.position, line=after.line, against=after.hash):
        # The hash is the one that was written: another line hangs on it, or this one says something else now.
        return Fault.REORDERED if _belongs_here(previous, broken, [after, *following]) else Fault.EDITED
    genuine = _belongs_here(previous, broken, [after, *following])
    if genuine is not None:
        is_turned = holds(previous=genuine.hash, position=genuine.position, line=line, against=broken.hash)
        is_pushed = genuine.position == broken.position + 1 and not is_turned and _goes_on(genuine)
        return Fault.INSERTED if is_pushed else Fault.REORDERED
    for missing in range(1, _FARTHEST):
        if holds(previous=broken.hash, position=after.position + missing, line=after.line, against=after.hash):
            return Fault.DELETED
    return Fault.EDITED


def _belongs_here(previous: str, broken: _Linked, others: Iterable[_Linked]) -> _Linked | None:
    """Return the link whose line belongs at the broken place, with its own hash or with the one that stands there."""
    for other in others:
        if other.line is not None and (
            holds(previous=previous, position=broken.position, line=other.line, against=other.hash)
            or holds(previous=previous, position=broken.position, line=other.line, against=broken.hash)
        ):
            return other
    return None


def _goes_on(genuine: _Linked) -> bool:
    """Return whether what follows was pushed on by one place, or nothing follows."""
    after = next(_links(after=genuine.position), None)
    if after is None or after.line is None:
        return after is None
    return holds(previous=genuine.hash, position=genuine.position, line=after.line, against=after.hash)


def _links(*, after: int) -> Iterator[_Linked]:
    """Yield the links after a position in their order, each with its line, a few thousand at a time."""
    while True:
        rows = list(
            AuditLink.objects.filter(position__gt=after)
            .order_by("position")
            .values_list("position", "hash", "line_id")[:_AT_ONCE]
        )
        lines = AuditLine.objects.in_bulk([line_id for _, _, line_id in rows])
        for position, stored, line_id in rows:
            yield _Linked(position=position, hash=stored, line_id=line_id, line=lines.get(line_id))
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1][0]
