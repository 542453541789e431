"""Things that identify nobody, made from ranges set apart for it, in the forms that people write them in.

Telephone numbers: Ofcom's numbers for drama. NHS numbers: those that begin with 999. National Insurance numbers: QQ.
"""

import random
from collections.abc import Callable, Mapping

from evidence.text import Kind, patterns
from evidence.text.places.gazetteer import shipped

SPELT = ("oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MOBILES = (
    "07700 900{}", "07700900{}", "+44 7700 900{}", "+447700900{}", "0044 7700 900{}", "(07700) 900{}", "07700-900-{}",
    "07700.900.{}", "07700 900 {}", "077 00 900 {}", "0 7 7 0 0 9 0 0 {}", "+44 (0)7700 900{}",
)  # fmt: skip
LANDLINES = (
    "01632 960{}", "01632960{}", "(01632) 960{}", "01632-960-{}", "020 7946 0{}", "0207 946 0{}", "02079460{}",
    "+44 20 7946 0{}", "0306 999 0{}", "03069990{}",
)  # fmt: skip
SMALL_WORDS = frozenset({"on", "in", "le", "by", "the", "upon", "under", "of", "cum", "and", "next"})
STREETS = ("Example", "Station", "Church", "Mill", "Victoria", "Park", "Long", "Orchard", "St John's")
STREET_KINDS = ("Street", "Road", "Lane", "Avenue", "Close", "Drive", "Way", "Court", "Terrace", "St", "Rd")
VILLAGE_BEGINS = (
    "Quillow", "Thrupen", "Wimbler", "Oxnal", "Hathers", "Brindle", "Cotter", "Fenni", "Marrow", "Skel", "Tarn",
    "Pendle",
)  # fmt: skip
VILLAGE_ENDS = ("by", "thorpe", "ham", "worth", "combe", "ley", "wick", "stead", "mere")
VILLAGE_BESIDE = ("{}", "{}", "{}", "Little {}", "Upper {}", "{} Magna", "{}-on-the-Hill", "St {}", "{} Green")
UNLISTED_PLACE = "place that no list has"
STREET = "street without a number"
_AGES = (
    "my {} year old mum was there", "I am {} years of age", "he is {}yrs old", "my nan ({}) waited", "dad, {}, fell",
    "she is {} and frail", "aged {}", "he turned {} last week", "my mother is nearly {}.", "at {} years old I cannot",
    "a {} yr old neighbour", "I'm {}.", "she was {} when it happened", "at the age of {} you need help",
    "my {}-year-old husband",
)  # fmt: skip
_ROOMS = (
    "Margaret in {} fell", "my wife Margaret was in {}", "{} (Margaret) was cold", "Mrs Example, {}",
    "Mr Example in {}", "{}, Mrs Example, needs help", "my husband Peter lives in {}", "{} Margaret Example",
)  # fmt: skip
_PLACES = (
    "I live in {}", "we live near {}", "my mum lives in {} and cannot drive", "our home is in {}", "I come from {}",
    "I grew up in {}", "as a resident of {} I say", "living out in {} there is no bus", "in the village of {}",
    "my neighbour in {} had it too", "our house in {} is damp", "we moved to {} last year",
    "I have lived all my life in {}", "for us here in {}", "we travel from {} each week",
    "I'm in {}, far from a hospital",
)  # fmt: skip
FRAMES: Mapping[str, tuple[str, ...]] = {
    Kind.PHONE: ("my number is {}", "call me on {}", "ring {} please", "tel {}", "{}", "mobile:{}", "contact {} today"),
    Kind.EMAIL: ("email me at {}", "my email is {}", "{}", "write to {} please"),
    Kind.NHS_NUMBER: ("my NHS number is {}", "NHS no {}", "nhs number: {}", "{}"),
    Kind.NATIONAL_INSURANCE: ("my NI number is {}", "NI {}", "{}"),
    Kind.POSTCODE: ("I live in {}", "postcode {}", "at {} near the shop", "{}"),
    Kind.ADDRESS: ("I live at {}", "came to {} and", "address is {}", "{}, please visit"),
    Kind.DATE: ("it was on {}", "it was on the {}", "seen {} at the clinic", "on {} I waited", "appointment {}"),
    Kind.URL: ("see {}", "my page is {}"),
    Kind.HANDLE: ("I am {} on twitter", "follow {}", "{}"),
    Kind.VEHICLE: ("my car is {}", "reg {}", "the car {} was clamped"),
    Kind.AGE: _AGES,
    Kind.ROOM: _ROOMS,
    Kind.PLACE: _PLACES,
    UNLISTED_PLACE: _PLACES,
    STREET: ("I live on {}", "we live in {} and", "my house in {} is", "she lives just off {}", "our flat is on {}"),
}
"""What people write around each."""


def made_up() -> dict[str, Callable[[random.Random], str]]:
    """Return a maker of each kind of thing."""
    return {
        Kind.PHONE: phone,
        Kind.EMAIL: email,
        Kind.NHS_NUMBER: nhs_number,
        Kind.NATIONAL_INSURANCE: national_insurance,
        Kind.POSTCODE: postcode,
        Kind.ADDRESS: address,
        Kind.DATE: date,
        Kind.URL: web_address,
        Kind.HANDLE: handle,
        Kind.VEHICLE: vehicle,
        Kind.AGE: age,
        Kind.ROOM: room,
        Kind.PLACE: small_place,
        UNLISTED_PLACE: unlisted_place,
        STREET: street,
    }


def phone(chance: random.Random) -> str:
    """Return a telephone number: a mobile's or a landline's, in figures or spoken."""
    last = _digits(chance, 3)
    if chance.random() < 0.07:
        spoken = " ".join(SPELT[int(digit)] for digit in "07700900" + last)
        return spoken.replace("seven seven", "double seven").replace("oh oh", "double oh")
    return chance.choice(MOBILES if chance.random() < 0.6 else LANDLINES).format(last)


def email(chance: random.Random) -> str:
    """Return an e-mail address, written or spelt out."""
    who = chance.choice(("j.smith", "sam", "jane_doe", "a.person+care", "mrsb1952", "tom-w"))
    where = chance.choice(("example.org", "example.co.uk", "example.com", "mail.example.net"))
    at = chance.choice(("@", "@", "@", "@", " @ ", " at ", "(at)", "[at]"))
    return f"{who}{at}{where if '@' in at else where.replace('.', ' dot ')}"


def nhs_number(chance: random.Random) -> str:
    """Return a number that passes the check of an NHS number and is nobody's."""
    while not patterns.is_nhs_number(number := "999" + _digits(chance, 7)):
        pass
    return chance.choice(("{} {} {}", "{}-{}-{}", "{}{}{}", "{}.{}.{}")).format(number[:3], number[3:6], number[6:])


def national_insurance(chance: random.Random) -> str:
    """Return a National Insurance number of the series that is never given out."""
    form = chance.choice(("QQ {} {} {} C", "QQ{}{}{}C", "qq {} {} {} c"))
    return form.format(_digits(chance, 2), _digits(chance, 2), _digits(chance, 2))


def postcode(chance: random.Random) -> str:
    """Return something of the form of a postcode in an area that exists."""
    area = chance.choice(("SW", "M", "LS", "B", "NE", "CF", "BT", "EH", "DE", "W", "EC", "PR"))
    district = f"{area}{chance.randrange(1, 20 if len(area) == 2 else 10)}"
    inward = f"{chance.randrange(10)}{chance.choice('ABDEFGHJLNPQRSTUWXYZ')}{chance.choice('ABDEFGHJLNPQRSTUWXYZ')}"
    whole = chance.choice(("{} {}", "{}{}", "{}  {}")).format(district, inward)
    return chance.choice((whole, whole.lower()))


def address(chance: random.Random) -> str:
    """Return a number with a street."""
    kind = chance.choice(STREET_KINDS)
    number = chance.choice(("12", "3a", "147", "Flat 2, 14", "flat 6 20", "1"))
    line = f"{number} {chance.choice(STREETS)} {kind}"
    return line.lower() if chance.random() < 0.3 and kind in {"Street", "Road", "Avenue", "Terrace"} else line


def date(chance: random.Random) -> str:
    """Return one exact day."""
    day, month, year = chance.randrange(1, 29), chance.randrange(1, 13), chance.randrange(1940, 2025)
    named = MONTHS[month - 1]
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(0 if day in {11, 12, 13} else day % 10, "th")
    return chance.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day}/{month}/{year % 100:02}",
            f"{day}.{month}.{year}",
            f"{day}-{month:02}-{year}",
            f"{year}-{month:02}-{day:02}",
            f"{day}{suffix} {named}",
            f"{day}{suffix} of {named} {year}",
            f"{day} {named} {year}",
            f"{named} {day}{suffix}",
            f"{day} {named[:3]} {year}",
            f"{day}{suffix} {named.lower()}",
        )
    )


def web_address(chance: random.Random) -> str:
    """Return a web address of a reserved name."""
    return chance.choice(("www.example.org/jane", "https://example.com/p/12", "example.co.uk"))


def handle(chance: random.Random) -> str:
    """Return a name on social media."""
    return f"@jane_{_digits(chance, 3)}"


def vehicle(chance: random.Random) -> str:
    """Return something of the form of a vehicle's registration."""
    letters = [chance.choice("ABCDEFGHJKLMNPRSTUVWXY") for _ in range(5)]
    blank = chance.choice((" ", ""))
    return f"{''.join(letters[:2])}{chance.randrange(2, 75):02}{blank}{''.join(letters[2:])}"


def age(chance: random.Random) -> str:
    """Return an age over 89, in figures or in words."""
    number = chance.choice((*range(90, 100), *range(90, 100), 100, 101, 104))
    if chance.random() < 0.25 and number < 100:
        unit = SPELT[number - 90] if number > 90 else ""
        return chance.choice(("ninety-{}", "ninety {}", "Ninety-{}")).format(unit).rstrip("- ")
    return str(number)


def room(chance: random.Random) -> str:
    """Return a room, a bed or a ward by its number."""
    form = chance.choice(("room {}", "Room {}", "bed {}", "ward {}", "side room {}", "room no. {}", "bay {}", "Rm {}"))
    return form.format(chance.randrange(1, 40))


def small_place(chance: random.Random) -> str:
    """Return a place of the United Kingdom with fewer than 10,000 people, a quarter in small letters."""
    name = chance.choice(sorted(shipped().small))
    return name if chance.random() < 0.25 else _as_place(name)


def unlisted_place(chance: random.Random) -> str:
    """Return the name of a village that does not exist."""
    name = chance.choice(VILLAGE_BEGINS) + chance.choice(VILLAGE_ENDS)
    whole = chance.choice(VILLAGE_BESIDE).format(name)
    return whole.lower() if chance.random() < 0.25 else whole


def street(chance: random.Random) -> str:
    """Return a street without a number, a quarter in small letters."""
    line = f"{chance.choice(STREETS)} {chance.choice(('Street', 'Road', 'Lane', 'Avenue', 'Close', 'Terrace'))}"
    return line.lower() if chance.random() < 0.25 else line


def _as_place(name: str) -> str:
    words = [word if word in SMALL_WORDS else word.capitalize() for word in name.split()]
    return " ".join(words)


def _digits(chance: random.Random, count: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(count))
