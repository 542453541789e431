"""What the hot path answers, and what it counts before that."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Counting:
    """What is to be counted, and under what: ids that stand in the table, as a wrong one would stop its whole group."""

    kind: str
    link: str
    campaign_id: int
    placement_id: int | None
    area_id: int | None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer without a body; nothing is counted where `counting` is None."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    counting: Counting | None
