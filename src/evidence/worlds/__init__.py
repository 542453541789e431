"""Simulated campaigns with a known truth: for proving methods, for tests, and for demonstrations.

`simulate` returns a World; nothing in it exists: places, bodies, people and telephone numbers are all made up.
"""

from evidence.worlds.campaign import LINKS, Calendar, LinkPlan
from evidence.worlds.comments import Comment, Span, Writer
from evidence.worlds.organisations import NETWORK, PARTNERS, REGULATOR
from evidence.worlds.truth import POPULATION, PROPENSITY, Truth, answer_shares
from evidence.worlds.values import (
    Area,
    DailyCount,
    Day,
    Handling,
    Office,
    Organisation,
    Piece,
    Placement,
    Service,
    Submission,
    Visit,
    Wave,
)
from evidence.worlds.world import SMALL, TINY, Size, World, simulate

__all__ = [
    "LINKS",
    "NETWORK",
    "PARTNERS",
    "POPULATION",
    "PROPENSITY",
    "REGULATOR",
    "SMALL",
    "TINY",
    "Area",
    "Calendar",
    "Comment",
    "DailyCount",
    "Day",
    "Handling",
    "LinkPlan",
    "Office",
    "Organisation",
    "Piece",
    "Placement",
    "Service",
    "Size",
    "Span",
    "Submission",
    "Truth",
    "Visit",
    "Wave",
    "World",
    "Writer",
    "answer_shares",
    "simulate",
]
