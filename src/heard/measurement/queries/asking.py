"""What is asked of the figures: a query string, parsed once into a frozen value."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from heard.campaigns.models import Channel
from heard.design.languages import LANGUAGES


class By(StrEnum):
    """What the rows of the breakdown are."""

    PLACEMENT = "placement"
    PARTNER = "partner"
    WAVE = "wave"
    CHANNEL = "channel"
    POST = "post"
    LANGUAGE = "language"
    DAY = "day"
    HOUR = "hour"
    AREA = "area"


class BadQuery(Exception):
    """The address asks for something that cannot be answered; `field` names the filter, the sentence says why."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class FigureQuery:
    """Which figures: broken down by what, from which day to which, of which wave and which partner (None: all).

    `channel` and `language` are those of the links; blank asks for all. `placement` is asked for by other queries
    alone, and stands in no address.
    """

    by: By = By.PLACEMENT
    since: date | None = None
    until: date | None = None
    wave: int | None = None
    partner: int | None = None
    channel: str = ""
    language: str = ""
    placement: int | None = None

    @classmethod
    def parse(
        cls, params: Mapping[str, str], *, waves: Collection[int], partners: Collection[int], is_limited: bool = False
    ) -> "FigureQuery":
        """Return the query that the parameters ask for. Raises BadQuery. Parameters of other names are left alone.

        `waves` and `partners` are those of the campaign; a partner's own view (`is_limited`) takes no filter.
        """
        given = {name: value.strip() for name, value in params.items() if name in _FILTERS and value.strip()}
        if is_limited:
            return cls._limited(given)
        query = cls(
            by=_by(given.get("by", "")),
            since=_day("since", given.get("since", "")),
            until=_day("until", given.get("until", "")),
            wave=_one_of("wave", given.get("wave", ""), waves),
            partner=_one_of("partner", given.get("partner", ""), partners),
            channel=_choice("channel", given.get("channel", ""), Channel.values),
            language=_choice("language", given.get("language", ""), [language.code for language in LANGUAGES]),
        )
        if query.since and query.until and query.until < query.since:
            raise BadQuery("until", _("The last day comes before the first day."))
        return query

    @classmethod
    def _limited(cls, given: Mapping[str, str]) -> "FigureQuery":
        if given.keys() - {"by"} or given.get("by", By.PLACEMENT) != By.PLACEMENT:
            raise BadQuery("by", _("Partners see the figures of their own links for the whole campaign."))
        return cls()

    def holds(self, day: date) -> bool:
        """Return whether a day lies within what is asked."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.since or self.until or self.is_of_some_links)

    @property
    def is_of_some_links(self) -> bool:
        """Whether some links alone are asked for, so that what came without a link is left out."""
        return any((self.wave, self.partner, self.channel, self.language, self.placement))

    def address(self, **changed: str) -> str:
        """Return the query string that asks the same, with some parameters changed (or, where empty, left out)."""
        asked = {
            "by": self.by.value,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "wave": str(self.wave or ""),
            "partner": str(self.partner or ""),
            "channel": self.channel,
            "language": self.language,
            **changed,
        }
        return urlencode({name: value for name, value in asked.items() if value})


_FILTERS = frozenset({"by", "since", "until", "wave", "partner", "channel", "language"})


def _by(text: str) -> By:
    try:
        return By(text or By.PLACEMENT)
    except ValueError as wrong:
        sentence = _("Figures can be shown by placement, partner, wave, channel, post, language, day, hour or area.")
        raise BadQuery("by", sentence) from wrong


def _day(field: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        sentence = _("“%(text)s” is not a day. Write it as 2020-07-08.") % {"text": text[:40]}
        raise BadQuery(field, sentence) from wrong


def _choice(field: str, text: str, known: Collection[str]) -> str:
    if text and text not in known:
        sentence = _("There is no such channel.") if field == "channel" else _("There is no such language.")
        raise BadQuery(field, sentence)
    return text


def _one_of(field: str, text: str, known: Collection[int]) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19) or int(text) not in known:
        sentence = _("This campaign has no such wave.") if field == "wave" else _("This campaign has no such partner.")
        raise BadQuery(field, sentence)
    return int(text)
