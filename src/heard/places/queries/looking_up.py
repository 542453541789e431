"""Who is near someone: the contact look-up, by postcode, town or council."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from heard.places import postcodes
from heard.places.elsewhere import Elsewhere, elsewhere_by_code, elsewhere_called, elsewhere_of
from heard.places.models import Area, Office
from heard.places.postcodes import Postcode, Prefix, Table
from heard.places.postcodes.mending import meant_by
from heard.places.queries.areas import Place, area_by_code, areas_by_code, authority_of, find_places, places_like
from heard.places.queries.offices import offices_for_area

MOST_OFFERS = 6
LONGEST = 80
_DIGITS = re.compile(r"\d+")
_NAME = re.compile(r"[^\W\d_]{3}")

Meant = Postcode | Prefix


class Answer(Enum):
    """How a look-up ended."""

    NOTHING = auto()
    """Nothing was asked, or by the code of an area that does not exist."""
    AREA = auto()
    """One area, exactly."""
    CHOICE = auto()
    """Several authorities: the beginning of a postcode straddles them, or places have the same name."""
    NEAR_MISS = auto()
    """Nothing has this name or postcode, but what is offered is close to it. None of it is taken without asking."""
    UNLISTED = auto()
    """No postcode is quite this one, but the ones beside it are known: their authorities are offered."""
    ELSEWHERE = auto()
    """Outside England."""
    NO_SUCH_POSTCODE = auto()
    NO_SUCH_PLACE = auto()
    NO_TABLE = auto()
    """It is a postcode, and this site has no table of them."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One way on: an authority, or a country or island elsewhere; and what is said of it.

    `name` is the postcode or the place that it is offered for, empty where the authority alone is. `share` is that of
    the postcodes with the beginning that was asked for. `code` is what an address carries: never a postcode.
    """

    code: str
    authority: Area | None = None
    elsewhere: Elsewhere | None = None
    name: str = ""
    share: float = 0.0


@dataclass(frozen=True, kw_only=True)
class LookUp:
    """What someone who looks for an office sees.

    `words` is what they wrote, as it was understood: a postcode or its beginning in its usual form. `area` is the
    authority where the answer is one; `place` the name in it that was looked for. `others` are less likely ways on.
    `is_new` is False where they choose among what a search just offered, as that search was counted.
    """

    answer: Answer
    words: str = ""
    is_postcode: bool = False
    is_whole: bool = False
    place: str = ""
    area: Area | None = None
    offices: tuple[Office, ...] = ()
    elsewhere: Elsewhere | None = None
    offers: tuple[Offer, ...] = ()
    others: tuple[Offer, ...] = ()
    is_new: bool = True

    @property
    def shows_number(self) -> bool:
        """Whether a number to call stands on the page."""
        return any(office.phone for office in self.offices)


def look_up(*, words: str, code: str, today: date, follows_a_search: bool = False) -> LookUp:
    """Return what is found by a postcode or the name of a place, or by the code of an area chosen from a list."""
    if code and (chosen := _by_code(code, today=today, is_new=not follows_a_search)):
        return chosen
    words = " ".join(words.replace("\x00", " ").split())[:LONGEST]
    if not words:
        return LookUp(answer=Answer.NOTHING, is_new=False)
    if whole := postcodes.read_whole(words):
        return _by_postcode(whole, today=today)
    begun = _by_beginning(words, today=today) if postcodes.looks_like_one(words) else None
    return begun or _by_name(words, today=today)


def _by_code(code: str, *, today: date, is_new: bool) -> LookUp | None:
    if elsewhere := elsewhere_by_code(code):
        return LookUp(answer=Answer.ELSEWHERE, elsewhere=elsewhere, is_new=is_new)
    area = area_by_code(code=code)
    return _found(area, today=today, is_new=is_new, place=area.name) if area else None


def _found(area: Area, *, today: date, is_new: bool = True, **said: Any) -> LookUp:
    """Return that one area was found, with the offices that cover it or, where none does, what is around it."""
    return LookUp(
        answer=Answer.AREA,
        area=authority_of(area, today=today),
        offices=tuple(offices_for_area(area, today=today)),
        is_new=is_new,
        **said,
    )


def _by_postcode(postcode: Postcode, *, today: date) -> LookUp:
    table = postcodes.table()
    if table is None:
        return LookUp(answer=Answer.NO_TABLE, words=str(postcode), is_postcode=True)
    said: dict[str, Any] = {"words": str(postcode), "is_postcode": True, "is_whole": True}
    found = table.find(postcode)
    if found and found.district:
        area = area_by_code(code=found.district)
        elsewhere = None if area else elsewhere_of(district=found.district, outward=postcode.outward)
        if area:
            return _found(area, today=today, **said)
        if elsewhere:
            return LookUp(answer=Answer.ELSEWHERE, elsewhere=elsewhere, **said)
    return _by_what_is_beside(postcode, table=table, today=today)


def _by_what_is_beside(postcode: Postcode, *, table: Table, today: date) -> LookUp:
    """Return the authorities of the same sector, then of the same district; and what the postcode may be a slip of."""
    meant = _offers_of(_meant(str(postcode), table=table), table=table, today=today)
    beside: tuple[Offer, ...] = ()
    for prefix in (Prefix(outward=postcode.outward, sector=postcode.inward[0]), Prefix(outward=postcode.outward)):
        beside = _sharing(prefix, table=table, today=today)
        if beside or meant:
            break
    said: dict[str, Any] = {"words": str(postcode), "is_postcode": True, "is_whole": True}
    if beside:
        known = {offer.code for offer in beside}
        others = tuple(offer for offer in meant if offer.code not in known)
        return LookUp(answer=Answer.UNLISTED, offers=beside, others=others, **said)
    if meant:
        return LookUp(answer=Answer.NEAR_MISS, offers=meant, **said)
    return LookUp(answer=Answer.NO_SUCH_POSTCODE, **said)


def _by_beginning(words: str, *, today: date) -> LookUp | None:
    """Return what the beginning of a postcode leads to; None where the words may rather be the name of a place."""
    table = postcodes.table()
    readings = postcodes.read_begun(words)
    if table is None:
        return LookUp(answer=Answer.NO_TABLE, words=words, is_postcode=True) if readings else None
    for prefix in readings:
        offers = _sharing(prefix, table=table, today=today)
        if offers:
            return _one_or_several(offers, prefix=prefix, today=today)
    if meant := _offers_of(_meant(words, table=table), table=table, today=today):
        return LookUp(answer=Answer.NEAR_MISS, words=words, offers=meant, is_postcode=True)
    if _NAME.search(words):
        return None
    return LookUp(answer=Answer.NO_SUCH_POSTCODE, words=words, is_postcode=True)


def _one_or_several(offers: tuple[Offer, ...], *, prefix: Prefix, today: date) -> LookUp:
    said: dict[str, Any] = {"words": str(prefix), "is_postcode": True}
    only = offers[0]
    if len(offers) > 1:
        return LookUp(answer=Answer.CHOICE, offers=offers, **said)
    if only.elsewhere:
        return LookUp(answer=Answer.ELSEWHERE, elsewhere=only.elsewhere, **said)
    area = area_by_code(code=only.code)
    return _found(area, today=today, **said) if area else LookUp(answer=Answer.NO_SUCH_POSTCODE, **said)


def _meant(words: str, *, table: Table) -> tuple[Meant, ...]:
    """Return the postcodes, or where there are none the beginnings of some, that a slip turned into the words."""

    def whole(signs: str) -> Postcode | None:
        postcode = postcodes.whole_of(signs)
        return postcode if postcode and table.find(postcode) else None

    def begun(signs: str) -> Prefix | None:
        return next((prefix for prefix in postcodes.read_begun(signs) if table.has_any(prefix)), None)

    return meant_by(words, read=whole) or meant_by(words, read=begun)


def _offers_of(meant: Iterable[Meant], *, table: Table, today: date) -> tuple[Offer, ...]:
    """Return the likeliest corrections as offers. At most two lie in the same authority."""
    offers: list[Offer] = []
    counted: Counter[str] = Counter()
    for each in meant:
        for offer in _offers_for(each, table=table, today=today):
            counted[offer.code] += 1
            if counted[offer.code] <= 2 and len(offers) < MOST_OFFERS:
                offers.append(offer)
    return tuple(offers)


def _offers_for(meant: Meant, *, table: Table, today: date) -> tuple[Offer, ...]:
    if isinstance(meant, Prefix):
        return tuple(
            Offer(code=each.code, authority=each.authority, elsewhere=each.elsewhere, name=str(meant))
            for each in _sharing(meant, table=table, today=today)
        )
    found = table.find(meant)
    counts = Counter({found.district: 1}) if found and found.district else Counter()
    return _offered(counts, outward=meant.outward, name=str(meant), today=today)


def _sharing(prefix: Prefix, *, table: Table, today: date) -> tuple[Offer, ...]:
    """Return where postcodes with this beginning lie, authorities and countries elsewhere, the likeliest first."""
    return _offered(table.districts_of(prefix), outward=prefix.outward, name="", today=today)


def _offered(counts: Mapping[str, int], *, outward: str, name: str, today: date) -> tuple[Offer, ...]:
    areas = areas_by_code(codes=[district for district in counts if district])
    shared: Counter[Area | Elsewhere] = Counter()
    for district, count in counts.items():
        place = areas.get(district)
        where = authority_of(place, today=today) if place else elsewhere_of(district=district, outward=outward)
        if where is not None:
            shared[where] += count
    total = shared.total()
    return tuple(
        Offer(code=where.code, authority=where, name=name, share=count / total)
        if isinstance(where, Area)
        else Offer(code=where.code, elsewhere=where, name=name, share=count / total)
        for where, count in shared.most_common()
    )


def _by_name(words: str, *, today: date) -> LookUp:
    name = " ".join(_DIGITS.sub(" ", words).split())
    if elsewhere := elsewhere_called(name):
        return LookUp(answer=Answer.ELSEWHERE, words=words, elsewhere=elsewhere)
    found = find_places(words=name, today=today)
    exact = [place for place in found if place.is_exact]
    likeliest = exact or found
    first = likeliest[0] if likeliest else None
    if first and len({place.authority.pk for place in likeliest}) == 1:
        if not first.is_begun:
            return LookUp(answer=Answer.NEAR_MISS, words=words, offers=_places_offered(likeliest[:1]))
        rest = _places_offered(place for place in found if place.authority != first.authority)
        return _found(first.area, today=today, words=words, place=first.name, others=rest)
    if likeliest:
        return LookUp(answer=Answer.CHOICE, words=words, offers=_places_offered(likeliest))
    like_it = _places_offered(places_like(words=name, today=today))
    table = postcodes.table()
    if not like_it and table:
        like_it = _offers_of(_meant(words, table=table), table=table, today=today)
    return LookUp(answer=Answer.NEAR_MISS if like_it else Answer.NO_SUCH_PLACE, words=words, offers=like_it)


def _places_offered(places: Iterable[Place]) -> tuple[Offer, ...]:
    return tuple(Offer(code=place.area.code, authority=place.authority, name=place.name) for place in places)
