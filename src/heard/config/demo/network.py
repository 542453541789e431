"""One made-up office for each real authority of England, so that a real postcode leads somewhere in the demo."""

from collections.abc import Iterator

from django.utils.text import slugify

from heard.places.models import Area, AreaKind
from heard.places.reading import Row

FIRST_NUMBER = 500
"""Where their numbers begin within the range kept for drama; the made-up shires and their councils have those below."""
_HOURS = (
    "Monday to Friday, 9am to 5pm",
    "Monday to Thursday, 9.30am to 4.30pm",
    "Monday to Friday, 10am to 4pm; Saturday, 10am to noon",
)


def offices_of_england(*, organisation: str) -> Iterator[Row]:
    """Yield a row of a list of offices for each authority, all of them one organisation's."""
    authorities = Area.objects.filter(kind=AreaKind.UPPER_TIER, code__startswith="E").order_by("code")
    for place, area in enumerate(authorities):
        called = area.name.partition(",")[0]
        phone = f"01632 960{FIRST_NUMBER + place:03d}"
        host = f"{slugify(called)}.example.org"
        yield {
            "organisation": organisation,
            "name": f"Speak Up {called} (fictional)",
            "areas": area.code,
            "phone": phone,
            "text_relay": f"18001 {phone}",
            "email": f"hello@{host}",
            "web": f"https://{host}/",
            "hours": f"{_HOURS[place % len(_HOURS)]}; closed on bank holidays",
        }
