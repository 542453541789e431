"""The names, in plain words that the public reads, of what stands as a code in the database."""

from django.utils.translation import gettext as _

from heard.casework.models import CaseStatus
from heard.feedback.models import Channel, NewsBy, Recipient, Right, RightsOutcome, TextField, Tone
from heard.insight.models import Aspect


def channel_name(*, code: str) -> str:
    """Return how something came."""
    names = {
        Channel.WEB: _("By the form on this site"),
        Channel.PARTNER: _("By a partner's form"),
        Channel.URGENT: _("By “Tell us now”"),
        Channel.PHONE: _("By phone"),
        Channel.PAPER: _("On paper"),
        Channel.LETTER: _("By letter"),
        Channel.TEXT: _("By text message"),
        Channel.API: _("From another system"),
        Channel.IMPORT: _("From a file of another organisation"),
    }
    return names[Channel(code)]


def text_name(*, code: str) -> str:
    """Return what a text is."""
    names = {
        TextField.WORDS: _("Your words"),
        TextField.WANTED: _("What should happen"),
        TextField.WHERE: _("Where in the service"),
        TextField.WHEN: _("When it happened"),
        TextField.SERVICE: _("A service that is not listed"),
        TextField.OTHER: _("Another answer"),
        TextField.ADDED: _("Added later"),
    }
    return names[TextField(code)]


def contact_name(*, part: str) -> str:
    """Return what a part of contact details is."""
    names = {"name": _("Name"), "phone": _("Phone"), "email": _("Email")}
    return names.get(part) or part.replace("_", " ").capitalize()


def recipient_name(*, code: str) -> str:
    """Return who else than an organisation may see a piece."""
    names = {
        Recipient.ORGANISATION: _("An organisation of the campaign"),
        Recipient.PROVIDER: _("The service you told us about"),
        Recipient.PUBLICATION: _("Everyone, without your name"),
    }
    return names[Recipient(code)]


def news_name(*, code: str) -> str:
    """Return by which way the person is told of news."""
    return {NewsBy.EMAIL: _("by email"), NewsBy.TEXT: _("by text message")}[NewsBy(code)]


def tone_name(*, code: str) -> str:
    """Return how an experience was."""
    names = {
        Tone.VERY_GOOD: _("Very good"),
        Tone.GOOD: _("Good"),
        Tone.MIXED: _("Mixed"),
        Tone.BAD: _("Bad"),
        Tone.VERY_BAD: _("Very bad"),
    }
    return names[Tone(code)] if code in Tone.values else code


def aspect_name(*, code: str) -> str:
    """Return what a suggestion is about."""
    return {Aspect.THEME: _("Theme"), Aspect.TONE: _("How it was"), Aspect.RISK: _("Danger")}[Aspect(code)]


def right_name(*, code: str) -> str:
    """Return what a person asked for by law."""
    names = {
        Right.ACCESS: _("A copy of what we hold"),
        Right.ERASURE: _("To have it erased"),
        Right.RECTIFICATION: _("To have something put right"),
        Right.OBJECTION: _("To be left out of figures"),
        Right.RESTRICTION: _("To have nothing done with it for now"),
    }
    return names[Right(code)]


def outcome_name(*, code: str) -> str:
    """Return what came of a request."""
    names = {
        RightsOutcome.DONE: _("Done as asked"),
        RightsOutcome.PARTLY: _("Done in part"),
        RightsOutcome.REFUSED: _("Refused"),
        RightsOutcome.NOTHING_HELD: _("Nothing of yours was found"),
        RightsOutcome.TAKEN_BACK: _("You took it back"),
    }
    return names[RightsOutcome(code)] if code else _("Not answered yet")


def status_name(*, code: str) -> str:
    """Return where an organisation's work on a piece stands."""
    names = {
        CaseStatus.NEW: _("Waits to be read"),
        CaseStatus.IN_PROGRESS: _("A person works on it"),
        CaseStatus.REFERRED: _("Passed on"),
        CaseStatus.CLOSED: _("Finished"),
    }
    return names[CaseStatus(code)]
