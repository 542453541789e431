"""Things that identify nobody, made from ranges set apart for it, in the forms that people write them in.

Telephone numbers: Ofcom's numbers for drama. NHS numbers: those that begin with 999. National Insurance numbers: QQ.
"""

import random
from collections.abc import Callable, Mapping

from evidence.text import Kind, patterns

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
STREETS = ("Example", "Station", "Church", "Mill", "Victoria", "Park", "Long", "Orchard", "St John's")
STREET_KINDS = ("Street", "Road", "Lane", "Avenue", "Close", "Drive", "Way", "Court", "Terrace", "St", "Rd")
FRAMES: Mapping[Kind, tuple[str, ...]] = {
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
}
"""What people write around each."""


def made_up() -> dict[Kind, Callable[[random.Random], str]]:
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


def _digits(chance: random.Random, count: int) -> str:
    return "".join(str(chance.randrange(10)) for _ in range(count))
