"""Who is near someone: the contact look-up."""

from dataclasses import dataclass
from datetime import date

from heard.places.models import Area, Office
from heard.places.queries.areas import area_by_code, find_areas
from heard.places.queries.offices import offices_for_area
from heard.places.queries.words import words_of


@dataclass(frozen=True, kw_only=True)
class LookUp:
    """What someone who looks for an office sees: places of that name, or one area and the offices that cover it.

    `is_new` is False where they choose among places that a search just found, as that search was counted.
    """

    words: str
    found: tuple[Area, ...]
    area: Area | None
    offices: tuple[Office, ...]
    is_new: bool

    @property
    def shows_number(self) -> bool:
        """Whether a number to call stands on the page."""
        return any(office.phone for office in self.offices)


def look_up(*, words: str, code: str, today: date) -> LookUp:
    """Return what is found by the name of a place, or by the code of an area chosen from a list."""
    words = " ".join(words_of(words))
    area = area_by_code(code=code) if code else None
    found = find_areas(words=words, today=today) if words and not area else []
    if len(found) == 1:
        area = found[0]
    return LookUp(
        words=words,
        found=() if area else tuple(found),
        area=area,
        offices=tuple(offices_for_area(area, today=today)) if area else (),
        is_new=bool(words) != bool(code and area),
    )
