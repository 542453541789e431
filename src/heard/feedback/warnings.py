"""What in a person's words may show who someone is, told to them before they send it, and what staff see instead.

It stands on the method that makes the copy for staff, so that what is marked is what is hidden. It keeps nothing and
refuses nothing; whoever draws words that a person has just written may call it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evidence.text import Kind, redact

_NAMES = {
    Kind.EMAIL: gettext_lazy("an e-mail address"),
    Kind.URL: gettext_lazy("a web address"),
    Kind.HANDLE: gettext_lazy("a name on social media"),
    Kind.DATE_OF_BIRTH: gettext_lazy("a date of birth"),
    Kind.DATE: gettext_lazy("a date"),
    Kind.BANK: gettext_lazy("bank details"),
    Kind.NHS_NUMBER: gettext_lazy("an NHS number"),
    Kind.NATIONAL_INSURANCE: gettext_lazy("a National Insurance number"),
    Kind.PHONE: gettext_lazy("a phone number"),
    Kind.VEHICLE: gettext_lazy("a vehicle's number"),
    Kind.POSTCODE: gettext_lazy("a postcode"),
    Kind.ADDRESS: gettext_lazy("an address"),
    Kind.AGE: gettext_lazy("an age"),
    Kind.PLACE: gettext_lazy("a place"),
    Kind.ROOM: gettext_lazy("a room"),
    Kind.NAME: gettext_lazy("a name"),
    Kind.NAME_OF_STAFF: gettext_lazy("a name"),
}


@dataclass(frozen=True, kw_only=True)
class Part:
    """A stretch of a person's words; where it is marked, what it looks like and what staff see in its place."""

    text: str
    looks_like: str = ""
    stands: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether staff do not see these words."""
        return bool(self.stands)


def name_of(kind: Kind) -> str:
    """Return what a kind is called in plain words."""
    return str(_NAMES.get(kind, _("a number")))


@dataclass(frozen=True, kw_only=True)
class Hint:
    """What the script says of one kind while someone types, by the script's own name of it."""

    name: str
    sentence: str


_WHILE_TYPING = {
    "email": Kind.EMAIL,
    "phone": Kind.PHONE,
    "nhs": Kind.NHS_NUMBER,
    "postcode": Kind.POSTCODE,
    "date": Kind.DATE,
    "name": Kind.NAME,
}


def hints() -> tuple[Hint, ...]:
    """Return what the script may say while someone types."""
    return tuple(
        Hint(name=name, sentence=_("This looks like %(what)s. Our staff will not see it.") % {"what": name_of(kind)})
        for name, kind in _WHILE_TYPING.items()
    )


def marked(texts: Sequence[str]) -> list[tuple[Part, ...]]:
    """Return each text in parts, marked where it may show who someone is; one that cannot be read is one part."""
    found: list[tuple[Part, ...]] = [(Part(text=text),) for text in texts]
    for redaction in redact(texts)[0]:
        text, at = texts[redaction.index], 0
        parts: list[Part] = []
        for span in redaction.spans:
            parts.append(Part(text=text[at : span.start]))
            parts.append(Part(text=text[span.start : span.end], looks_like=name_of(span.kind), stands=span.placeholder))
            at = span.end
        parts.append(Part(text=text[at:]))
        found[redaction.index] = tuple(part for part in parts if part.text)
    return found


def said_instead(parts: Iterable[Part]) -> str:
    """Return one sentence on what is marked: what staff see in its place; empty where nothing is marked."""
    instead = dict.fromkeys((part.stands, part.looks_like) for part in parts if part.is_marked)
    if not instead:
        return ""
    listed = ", ".join(
        _("%(stands)s for %(what)s") % {"stands": f"\u2068{stands}\u2069", "what": what} for stands, what in instead
    )
    return _("What is marked may show who someone is. Our staff see this instead: %(listed)s.") % {"listed": listed}
