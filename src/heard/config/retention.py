"""Each kind of data about people: what it is for, how long it is kept at most, since when, and how it goes.

An organisation may keep a kind for fewer months, never for more. `docs/privacy.md` shows this table: a test compares.
"""

from django.utils.translation import gettext_lazy as _

from heard.feedback.keeping import Kind

_TASK = _("Public task")
_SAME = _("As its submission")

KINDS = (
    Kind(
        code="contact",
        name=_("Contact details"),
        purpose=_("To reach the person about what they sent, where they said so"),
        basis=_TASK,
        months=6,
        since=_("the last case on it was closed; it came, where there is none"),
        eraser=_("The details and, once the words are gone, the keys are deleted"),
        rows="heard.casework.retention.CONTACTS",
    ),
    Kind(
        code="original",
        name=_("Words as they were written"),
        purpose=_("To act on what is in them where the redacted copy is not enough"),
        basis=_TASK,
        months=24,
        since=_("it came, once it was read"),
        eraser=_("The sealed words are deleted; redacted copies stay"),
        rows="heard.feedback.retention.ORIGINALS",
    ),
    Kind(
        code="equality",
        name=_("Equality answers"),
        purpose=_("To see who is not heard"),
        basis=_("Public sector equality duty"),
        months=24,
        since=_("it came"),
        eraser=_("The answers are deleted"),
        rows="heard.feedback.retention.EQUALITY",
    ),
    Kind(
        code="submission",
        name=_("Submissions, with redacted words, decisions and notes"),
        purpose=_("To improve care, and to show what came of it"),
        basis=_TASK,
        months=72,
        since=_("it came"),
        eraser=_("Erased everywhere; a number stays in the figures"),
        rows="heard.feedback.retention.SUBMISSIONS",
    ),
    Kind(
        code="withdrawn",
        name=_("Submissions that were withdrawn"),
        purpose=_("To know that it was withdrawn until it has reached every copy"),
        basis=_TASK,
        months=1,
        since=_("it was withdrawn"),
        eraser=_("Erased everywhere"),
        rows="heard.feedback.retention.WITHDRAWN",
    ),
    Kind(
        code="enquiry",
        name=_("Enquiries"),
        purpose=_("To help someone who asked"),
        basis=_TASK,
        months=24,
        since=_("it was logged"),
        eraser=_("What they asked and where they were sent is deleted; the topic stays as a number"),
        rows="heard.feedback.retention.ENQUIRIES",
    ),
    Kind(
        code="draft",
        name=_("Forms begun and not sent"),
        purpose=_("So that the person can go on"),
        basis=_TASK,
        days=1,
        since=_("the person last changed it"),
        eraser=_("Deleted every ten minutes"),
        rows="heard.feedback.retention.DRAFTS",
    ),
    Kind(
        code="visit",
        name=_("Visits: the minute they were made in"),
        purpose=_("To count what a link brought, without knowing who came"),
        basis=_TASK,
        months=13,
        since=_("the visit"),
        eraser=_("The time is taken off; the day stays as a number"),
        rows="heard.config.retention_rows.VISITS",
    ),
    Kind(
        code="salt",
        name=_("Salts of visitor-days"),
        purpose=_("To count one browser once a day"),
        basis=_TASK,
        days=2,
        since=_("the day"),
        eraser=_("Deleted every five minutes"),
        rows="heard.config.retention_rows.SALTS",
    ),
    Kind(
        code="invitation",
        name=_("Invitations of staff"),
        purpose=_("To bring staff in"),
        basis=_("Contract"),
        days=90,
        since=_("it ran out"),
        eraser=_("Deleted every six hours"),
        rows="heard.config.retention_rows.INVITATIONS",
    ),
    Kind(
        code="message",
        name=_("Messages with the person"),
        purpose=_("To ask and to answer, without knowing who it is"),
        basis=_TASK,
        since=_SAME,
        eraser=_("Erased with its submission"),
    ),
    Kind(
        code="audit",
        name=_("Who did what"),
        purpose=_("So that anyone can check who opened what, and when"),
        basis=_("Legal obligation (accountability)"),
        since=_("for ever: it holds no answer, no contact and no name of the public"),
        eraser=_("None"),
    ),
)
