"""What is said of a code: where it is entered, what is wrong with one that was typed, and the slip that carries it."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.feedback.drafts import Sent
from heard.feedback.receipts import NotAReceipt, Wrong, digits_of
from heard.feedback.receipts.typed import Doubt


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A reference and its code in both forms, to print or to read out, with the address where it is entered."""

    reference: str
    receipt: tuple[str, ...]
    digits: tuple[str, ...]
    href: str
    address: str


def slip_of(sent: Sent) -> Slip:
    """Return what a person keeps of something they sent."""
    href = reverse("casework:my_feedback")
    return Slip(
        reference=sent.reference,
        receipt=tuple(sent.receipt.split()),
        digits=tuple(digits_of(sent.receipt).split()),
        href=href,
        address=f"{settings.HEARD_BASE_URL}{href}",
    )


def what_is_wrong(refusal: NotAReceipt) -> str:
    """Return in a sentence what is wrong with a code that was typed, and what to look at."""
    sentences = {
        Wrong.EMPTY: _("Enter your code: nine words, or 30 digits"),
        Wrong.TOO_LONG: _("This is too long to be a code. A code is nine words, or 30 digits"),
        Wrong.WORD_COUNT: _("A code has nine words. You entered %(count)s"),
        Wrong.UNKNOWN_WORDS: _("Some words are in no code. Check how they are spelt"),
        Wrong.BETWEEN: _("One word could be two different words. Enter the right one"),
        Wrong.WORDS_DO_NOT_FIT: _("These words do not fit together. Check each word, and the order they are in"),
        Wrong.DIGIT_COUNT: _("A code has 30 digits. You entered %(count)s"),
        Wrong.DIGITS_DO_NOT_FIT: _("These digits do not fit together. Check each group of five"),
    }
    whole = sentences[refusal.wrong] % {"count": refusal.count}
    *first, last = (whole, *(_doubt(each) for each in refusal.doubts[:3]))
    return "".join((*(f"{each} " if each.endswith(("?", "؟")) else f"{each}. " for each in first), last))


def _doubt(doubt: Doubt) -> str:
    if not doubt.options:
        return _("Word %(place)s, “%(word)s”, is not a code word") % {"place": doubt.place, "word": doubt.typed[:20]}
    return _("Word %(place)s, “%(word)s”: do you mean %(options)s?") % {
        "place": doubt.place,
        "word": doubt.typed[:20],
        "options": " / ".join(doubt.options),
    }
