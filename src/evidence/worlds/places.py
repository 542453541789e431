"""Shires, offices and services that are on no map. Codes begin with ZZ; telephones are of the ranges for drama."""

from evidence.worlds.chance import Chance
from evidence.worlds.comments.identifiers import address, last_name
from evidence.worlds.comments.phrases import lists
from evidence.worlds.values import Area, Office, Service

COUNTRY = Area(code="ZZ92000001", name="Elsewhere", kind="COUNTRY", parent="", population=0)
_REGIONS = ("The Northern Reaches", "The Middle Vales", "The Southern Coast")
_SHIRES = (
    ("Ambleshire", 412_000),
    ("Brackenshire", 268_000),
    ("Coldwater", 301_000),
    ("Dunmoor", 187_000),
    ("Eastermere", 533_000),
    ("Fallowdale", 224_000),
    ("Greywick", 610_000),
    ("Hallowshire", 345_000),
    ("Ivelshire", 158_000),
    ("Kestrelshire", 279_000),
    ("Larkmere", 467_000),
    ("Marlowdale", 391_000),
)
MOST_AREAS = len(_SHIRES)
NAMES = lists("names")
_TOWNS = NAMES["town"]
_HOURS = (
    "Monday to Friday, 9am to 5pm",
    "Monday to Thursday, 9.30am to 4.30pm",
    "Monday to Friday, 10am to 4pm; Saturday, 10am to noon",
)
KIND_SHARES = {
    "GP": 0.29,
    "HOSPITAL": 0.25,
    "URGENT": 0.05,
    "AMBULANCE": 0.05,
    "MENTAL_HEALTH": 0.08,
    "COMMUNITY": 0.05,
    "DENTIST": 0.05,
    "PHARMACY": 0.04,
    "OPTICIAN": 0.01,
    "CARE_HOME": 0.065,
    "HOME_CARE": 0.045,
    "HOSPICE": 0.01,
    "OTHER": 0.01,
}
"""The share of pieces about each kind of service, where a wave does not tilt it."""
_PER_AREA = {
    "GP": 6,
    "HOSPITAL": 1,
    "URGENT": 1,
    "AMBULANCE": 1,
    "MENTAL_HEALTH": 1,
    "COMMUNITY": 2,
    "DENTIST": 2,
    "PHARMACY": 3,
    "OPTICIAN": 1,
    "CARE_HOME": 4,
    "HOME_CARE": 2,
    "HOSPICE": 1,
    "OTHER": 1,
}
_NAMES = {
    "GP": ("{town} Surgery", "{tree} Medical Practice", "Dr {last} and Partners", "{town} Health Centre"),
    "HOSPITAL": ("{area} General Hospital", "{area} Infirmary", "Queen Maud Hospital, {area}"),
    "URGENT": ("{town} Urgent Treatment Centre", "{area} 111 Service", "{town} Minor Injuries Unit"),
    "AMBULANCE": ("{area} Ambulance Service", "{area} Patient Transport"),
    "MENTAL_HEALTH": ("{area} Mind and Recovery Service", "{tree} House Mental Health Unit"),
    "COMMUNITY": ("{area} District Nursing", "{town} Physiotherapy Clinic", "{area} Wheelchair Service"),
    "DENTIST": ("{town} Dental Practice", "{tree} Dental Care"),
    "PHARMACY": ("{last}'s Pharmacy", "{town} Pharmacy", "{tree} Chemist"),
    "OPTICIAN": ("{last} Opticians", "{town} Eye Care"),
    "CARE_HOME": ("{tree} Lodge", "{tree} Court Care Home", "The {tree}s Nursing Home", "{town} House"),
    "HOME_CARE": ("{tree} Home Care", "{town} Care at Home"),
    "HOSPICE": ("St {saint}'s Hospice",),
    "OTHER": ("{area} Carers' Centre", "{town} Drug and Alcohol Service", "{area} Social Work Team"),
}
_PROVIDERS = {"HOSPITAL": "larkmere-hospitals", "CARE_HOME": "kindly-homes"}


def make_areas(count: int) -> tuple[Area, ...]:
    """Return the country, its regions and that many shires, each inside a region."""
    regions = tuple(
        Area(code=f"ZZ12{number:06d}", name=name, kind="REGION", parent=COUNTRY.code, population=0)
        for number, name in enumerate(_REGIONS, 1)
    )
    shires = tuple(
        Area(
            code=f"ZZ06{number:06d}",
            name=name,
            kind="UPPER_TIER",
            parent=regions[number * len(regions) // (count + 1)].code,
            population=population,
        )
        for number, (name, population) in enumerate(_SHIRES[:count], 1)
    )
    return (COUNTRY, *regions, *shires)


def make_offices(chance: Chance, shires: tuple[Area, ...]) -> tuple[Office, ...]:
    """Return one office for each shire."""
    return tuple(
        Office(
            key=shire.name.lower(),
            name=f"Speak Up {shire.name}",
            area=shire.code,
            phone=f"01632 960{100 + number:03d}",
            text_relay=f"18001 01632 960{100 + number:03d}",
            email=f"hello@{shire.name.lower()}.example.org",
            web=f"https://{shire.name.lower()}.example.org/",
            hours=chance.pick(_HOURS),
        )
        for number, shire in enumerate(shires)
    )


def make_services(chance: Chance, shires: tuple[Area, ...]) -> tuple[Service, ...]:
    """Return every shire's services, each with a name of its own."""
    services: list[Service] = []
    taken: set[str] = set()
    for place, shire in enumerate(shires):
        for kind, count in _PER_AREA.items():
            for _ in range(count):
                name = _free_name(chance, kind, shire.name, taken)
                taken.add(name)
                services.append(
                    Service(
                        code=f"ZZ-{len(services) + 1:05d}",
                        name=name,
                        kind=kind,
                        address=f"{address(chance)}, {chance.pick(_TOWNS)}",
                        postcode=_postcode(chance, place),
                        area=shire.code,
                        provider=_PROVIDERS.get(kind, "") if chance.happens(0.3) else "",
                    )
                )
    return tuple(services)


def _postcode(chance: Chance, place: int) -> str:
    return f"ZZ{80 + place % 20} {chance.between(1, 9)}{chance.pick('ABDEFGHJL')}{chance.pick('NPQRSTUW')}"


def _free_name(chance: Chance, kind: str, area: str, taken: set[str]) -> str:
    for attempt in range(200):
        name = chance.pick(_NAMES[kind]).format(
            town=chance.pick(NAMES["town"]),
            tree=chance.pick(NAMES["tree"]),
            saint=chance.pick(NAMES["saint"]),
            last=last_name(chance),
            area=area,
        )
        if attempt > 20:
            name = f"{name}, {area} {attempt}" if attempt > 40 else f"{name}, {area}"
        if name not in taken:
            return name
    raise RuntimeError("Every name is taken.")
