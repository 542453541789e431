"""What a page says where an action refuses: the field it is about (none: the whole form) and a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.casework.actions import NoSuchPassage, NotAColleague, OpenRiskNeedsUs, RiskNotOpen, RiskStillOpen
from heard.feedback.actions import messaging, opening, rights
from heard.feedback.actions.narrowing import AlreadyNarrowed
from heard.feedback.actions.redacting import NothingToHide
from heard.feedback.keys import StoreAway
from heard.feedback.sealing import CannotUnseal, NoKeyHere, NotSealed
from heard.insight.actions import NoSuchTheme

REFUSALS = {
    NotAColleague: ("to", gettext_lazy("Choose a caseworker of this organisation")),
    RiskStillOpen: ("status", gettext_lazy("Close the risk first, with a reason. Then the case can be closed")),
    RiskNotOpen: (None, gettext_lazy("There is no open risk to close")),
    NoSuchTheme: ("themes", gettext_lazy("Choose only from the themes shown")),
    messaging.NoWayToReply: (
        "words",
        gettext_lazy("Nobody can write to this person: they have no code with which to read a message"),
    ),
    messaging.TakenBack: ("words", gettext_lazy("The person took back what they sent meanwhile. Nothing was sent")),
    messaging.NotForThem: (
        "words",
        gettext_lazy("The person no longer lets your organisation see this. Nothing was sent"),
    ),
    messaging.CannotRedact: ("words", gettext_lazy("These words could not be checked for names. Try shorter words")),
    NothingToHide: (
        "words",
        gettext_lazy("These words do not stand in what was said, or someone hid them before you. Look at it again"),
    ),
    NoSuchPassage: (
        "passage",
        gettext_lazy("These words do not stand in what was said. Copy them as they stand above, with a word or more"),
    ),
    AlreadyNarrowed: ("consent", gettext_lazy("This permission was taken back before")),
    OpenRiskNeedsUs: (
        "consent",
        gettext_lazy("Close the risk first: without this permission your organisation would no longer see it"),
    ),
}

OPENING_REFUSALS = {
    opening.NoReason: gettext_lazy("Give a reason, and a few words about it"),
    opening.NotTheirs: gettext_lazy("This is not yours to open: the permission for it does not stand any more"),
    opening.SecondPersonNeeded: gettext_lazy("A second person must agree first. Send your request again"),
    opening.AlreadyAsked: gettext_lazy("You have asked for this before, and it still waits for a second person"),
    opening.AlreadyDecided: gettext_lazy("Somebody has decided this in the meantime"),
    opening.OwnRequest: gettext_lazy("You asked for this yourself: another person decides"),
    opening.NotTheirsToLift: gettext_lazy(
        "Who opens things cannot do away with the second person. Ask an administrator who opens nothing"
    ),
    opening.NotAgreed: gettext_lazy("Nobody has agreed that you open this"),
    opening.OpenedBefore: gettext_lazy("It was opened already, and is shown once. Ask again where you need it again"),
    opening.TooLate: gettext_lazy("The time in which it could be opened is over. Ask again"),
    CannotUnseal: gettext_lazy(
        "It does not open with the key that is here: it was changed, or it belongs to something else, or the key is "
        "the wrong one. Nothing of it is shown. Ask whoever runs the site to find out which with “heard keys check”"
    ),
    NoKeyHere: gettext_lazy(
        "It cannot be opened here: your organisation holds no key to it, or its key is not on this machine"
    ),
    StoreAway: gettext_lazy("It cannot be opened just now: the keys do not answer. Try again in a few minutes"),
    NotSealed: gettext_lazy("It is not here any more: the time for which it is kept is over, or it was damaged"),
}
"""What a page says where nothing is opened: see `why_not_opened`."""

RIGHTS_REFUSALS = {
    rights.AlreadyAnswered: gettext_lazy("Somebody has answered this request in the meantime"),
    rights.WhoIsNotSure: gettext_lazy("Make sure first that it is theirs"),
    rights.StillHeld: gettext_lazy("A legal hold still stands on it, so nothing of it is erased. Lift the hold first"),
    rights.NothingFound: gettext_lazy("Find first what they sent, by its reference"),
    StoreAway: gettext_lazy("No copy was made: the keys do not answer. Try again in a few minutes"),
}
"""What a page says where a request cannot be carried out."""


def why_not_opened(refusal: Exception) -> str:
    """Return the sentence for why nothing was opened: its own, or that of the kind of which it is."""
    return next(str(OPENING_REFUSALS[kind]) for kind in type(refusal).mro() if kind in OPENING_REFUSALS)


def changed_meanwhile() -> str:
    """Say that someone else changed the case."""
    return _("Someone changed this case while you had it open. See what they did, then send your answer again")
