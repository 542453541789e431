"""What gives a person away, made up from ranges that belong to nobody. Every maker returns fresh text."""

from evidence.worlds.chance import Chance
from evidence.worlds.comments.phrases import lists

_TITLES = ("Dr", "Doctor", "Nurse", "Sister", "Mr", "Mrs", "Ms", "Staff Nurse", "Matron")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"


def first_name(chance: Chance) -> str:
    """Return a given name."""
    return chance.pick(lists("names")["first"])


def last_name(chance: Chance) -> str:
    """Return a family name."""
    return chance.pick(lists("names")["last"])


def full_name(chance: Chance) -> str:
    """Return a given name and a family name."""
    return f"{first_name(chance)} {last_name(chance)}"


def titled_name(chance: Chance) -> str:
    """Return a name as people call a member of staff."""
    return f"{chance.pick(_TITLES)} {last_name(chance)}"


def phone(chance: Chance) -> str:
    """Return a telephone number of the ranges reserved for drama, spaced as people space them."""
    tail = f"{chance.below(1000):03d}"
    return chance.pick(
        (
            f"07700 900{tail}",
            f"07700 900 {tail}",
            f"07700900{tail}",
            f"+44 7700 900{tail}",
            f"020 7946 0{tail}",
            f"01632 960{tail}",
            f"01632 960 {tail}",
        )
    )


def email(chance: Chance) -> str:
    """Return an address at a domain reserved for examples."""
    first, last = first_name(chance).lower(), last_name(chance).lower()
    domain = chance.pick(("example.org", "example.com", "mail.example.org"))
    return chance.pick((f"{first}.{last}", f"{first}{chance.between(41, 99)}", f"{last}_{first[0]}")) + f"@{domain}"


def nhs_number(chance: Chance) -> str:
    """Return a number of the 999 test range with a right check digit."""
    while True:
        digits = [9, 9, 9] + [chance.below(10) for _ in range(6)]
        check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            break
    text = "".join(map(str, [*digits, check % 11]))
    spaced = f"{text[:3]} {text[3:6]} {text[6:]}"
    return chance.pick((spaced, spaced, text, spaced.replace(" ", "-")))


def address(chance: Chance) -> str:
    """Return a house and a street."""
    flat = f"Flat {chance.between(1, 24)}, " if chance.happens(0.2) else ""
    return f"{flat}{chance.between(2, 148)} {chance.pick(lists('names')['street'])}"


def postcode(chance: Chance) -> str:
    """Return a postcode of ZZ99, which covers no place."""
    return f"ZZ99 {chance.below(10)}{chance.pick(_INWARD)}{chance.pick(_INWARD)}"


def birth(chance: Chance) -> str:
    """Return a date of birth as people write it."""
    day, month, year = chance.between(1, 28), chance.below(12), chance.between(1931, 1999)
    return chance.pick(
        (
            f"{day:02d}/{month + 1:02d}/{year}",
            f"{day} {_MONTHS[month]} {year}",
            f"{day}.{month + 1}.{year % 100:02d}",
            f"{day}/{month + 1}/{year % 100:02d}",
        )
    )


MAKERS = {
    "FIRST": ("PERSON", first_name),
    "FIRST2": ("PERSON", first_name),
    "LAST": ("PERSON", last_name),
    "FULL": ("PERSON", full_name),
    "TITLED": ("PERSON", titled_name),
    "PHONE": ("PHONE", phone),
    "EMAIL": ("EMAIL", email),
    "NHS": ("NHS_NUMBER", nhs_number),
    "ADDRESS": ("ADDRESS", address),
    "POSTCODE": ("POSTCODE", postcode),
    "BIRTH": ("DATE_OF_BIRTH", birth),
}
"""Slot → the kind of identifier it is, and what makes one."""
