"""Whom to turn to outside England: for each country and island, who listens to people about health and social care.

These are facts, each with the page it was taken from and the day on which a copy of that page was read. A site that
runs campaigns elsewhere loads that country's areas (`heard load areas`), which then come before what stands here.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHECKED_ON = date(2026, 11, 25)


@dataclass(frozen=True, kw_only=True)
class Adviser:
    """Someone to turn to: what they do, how to reach them, and where that was read."""

    name: str
    words: Promise
    web: str
    source: str
    phone: str = ""
    checked_on: date = CHECKED_ON


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """A country or island outside England, by the code that addresses carry."""

    code: str
    name: Promise
    advisers: tuple[Adviser, ...]


WALES = Elsewhere(
    code="W92000004",
    name=_("Wales"),
    advisers=(
        Adviser(
            name="Llais",
            words=_("Llais listens to people in Wales about health and social care, and helps with complaints."),
            web="https://www.llaiswales.org/",
            source="https://www.llaiswales.org/",
        ),
    ),
)
SCOTLAND = Elsewhere(
    code="S92000003",
    name=_("Scotland"),
    advisers=(
        Adviser(
            name="Patient Advice and Support Service (PASS)",
            words=_("PASS gives free advice about the NHS in Scotland, and helps you to say what went well or wrong."),
            phone="0800 917 2127",
            web="https://pass-scotland.org.uk/",
            source="https://pass-scotland.org.uk/frequently-asked-questions/",
        ),
        Adviser(
            name="Care Opinion",
            words=_("You can tell your story of care in Scotland here, and the service can answer."),
            web="https://www.careopinion.org.uk/",
            source="https://www.careopinion.org.uk/",
        ),
    ),
)
NORTHERN_IRELAND = Elsewhere(
    code="N92000002",
    name=_("Northern Ireland"),
    advisers=(
        Adviser(
            name="Patient and Client Council",
            words=_("The council listens to people in Northern Ireland about health and social care."),
            phone="0800 917 0222",
            web="https://pcc-ni.net/",
            source="https://pcc-ni.net/who-are-we/",
        ),
    ),
)
ISLE_OF_MAN = Elsewhere(
    code="M83000003",
    name=_("the Isle of Man"),
    advisers=(
        Adviser(
            name="Manx Care Advice and Liaison Service (MCALS)",
            words=_("MCALS listens to what you say about health and care on the island, and tells you where to go."),
            phone="01624 642642",
            web="https://www.gov.im/about-the-government/statutory-boards/manx-care/manx-care-advice-and-liaison-service-mcals",
            source="https://www.gov.im/news/2024/jun/26/mcals-to-open-a-public-counter-and-quiet-room-service-on-1-july-2024/",
        ),
    ),
)
JERSEY = Elsewhere(
    code="JE",
    name=_("Jersey"),
    advisers=(
        Adviser(
            name="Patient Advice and Liaison Service (PALS)",
            words=_("PALS answers questions about health and care in Jersey, and listens to your concerns."),
            web="https://www.gov.je/Health/Hospitals/AboutHospitals/pages/patientvisitoradvice.aspx",
            source="https://www.gov.je/Health/Hospitals/AboutHospitals/pages/patientvisitoradvice.aspx",
        ),
    ),
)
GUERNSEY = Elsewhere(
    code="GY",
    name=_("Guernsey"),
    advisers=(
        Adviser(
            name="States of Guernsey",
            words=_("The States of Guernsey run health and care on the island. Their website says how to tell them."),
            web="https://www.gov.gg/",
            source="https://www.gov.gg/",
        ),
    ),
)
ALL = {each.code: each for each in (WALES, SCOTLAND, NORTHERN_IRELAND, ISLE_OF_MAN, JERSEY, GUERNSEY)}
_BY_FIRST_LETTER = {"W": WALES, "S": SCOTLAND, "N": NORTHERN_IRELAND, "M": ISLE_OF_MAN}
_CHANNEL_ISLANDS = "L"


def elsewhere_of(*, district: str, outward: str) -> Elsewhere | None:
    """Return the country or island that a postcode lies in, by the code of its district; None in England."""
    if district[:1] == _CHANNEL_ISLANDS:
        return JERSEY if outward.startswith("JE") else GUERNSEY
    return _BY_FIRST_LETTER.get(district[:1])


def elsewhere_by_code(code: str) -> Elsewhere | None:
    """Return the country or island with this code."""
    return ALL.get(code.upper())


def elsewhere_called(words: str) -> Elsewhere | None:
    """Return the country or island that has this name in English."""
    return _BY_NAME.get(words.casefold().removeprefix("the ").strip())


_BY_NAME = {
    "wales": WALES,
    "cymru": WALES,
    "scotland": SCOTLAND,
    "northern ireland": NORTHERN_IRELAND,
    "isle of man": ISLE_OF_MAN,
    "jersey": JERSEY,
    "guernsey": GUERNSEY,
    "alderney": GUERNSEY,
    "sark": GUERNSEY,
    "cardiff": WALES,
    "swansea": WALES,
    "edinburgh": SCOTLAND,
    "glasgow": SCOTLAND,
    "aberdeen": SCOTLAND,
    "dundee": SCOTLAND,
    "inverness": SCOTLAND,
    "belfast": NORTHERN_IRELAND,
    "derry": NORTHERN_IRELAND,
    "londonderry": NORTHERN_IRELAND,
}
