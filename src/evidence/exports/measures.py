"""What a network's figures are, and what its rows are about: the words every source is brought to."""

from enum import StrEnum


class Measure(StrEnum):
    """What a figure counts. Figures of different measures are never added up."""

    IMPRESSIONS = "impressions"
    REACH = "reach"
    POTENTIAL_REACH = "potential reach"
    MENTIONS = "mentions"
    LINK_CLICKS = "link clicks"
    ALL_CLICKS = "all clicks"
    LANDING_VIEWS = "landing page views"
    ENGAGEMENTS = "engagements"
    REACTIONS = "reactions"
    COMMENTS = "comments"
    SHARES = "shares"
    SAVES = "saves"
    VIDEO_VIEWS = "video views"
    WATCH_HOURS = "hours watched"
    FOLLOWS = "new followers"
    CONVERSIONS = "conversions"
    SPEND = "spend"

    @property
    def adds_up(self) -> bool:
        """Whether rows may be added up. People reached twice would count twice, so reach may not."""
        return self not in {Measure.REACH, Measure.POTENTIAL_REACH}

    @property
    def is_whole(self) -> bool:
        """Whether it counts whole things."""
        return self not in {Measure.SPEND, Measure.WATCH_HOURS, Measure.CONVERSIONS}


class Label(StrEnum):
    """What a column says of the row's subject."""

    CAMPAIGN = "campaign"
    GROUP = "group"
    AD = "ad"
    POST = "post"
    LINK = "link"
    NETWORK = "network"
    PROFILE = "profile"
    DAY = "day"
    START = "start"
    END = "end"
    PUBLISHED = "published"
    CURRENCY = "currency"


DAYS = frozenset({Label.DAY, Label.START, Label.END, Label.PUBLISHED})
"""Labels that hold a day or a moment."""

LEFT_OUT = "left out"
"""What a column is that Heard does not take: rates that it works out itself, words of posts, and the like."""

Meaning = Measure | Label | None
"""What a column is; None where it is left out."""


def meaning(word: str) -> Meaning:
    """Return the measure or label of this name; None for “left out”. Raises ValueError for another word."""
    if word == LEFT_OUT:
        return None
    try:
        return Measure(word)
    except ValueError:
        return Label(word)
