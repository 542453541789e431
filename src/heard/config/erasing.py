"""Who erases: every app that holds something of a submission, in the order in which it goes.

What refers to a record goes before it; the counts come last, as they wait for the roll-up.
"""

from django.utils.translation import gettext_lazy as _

from heard.feedback.erasers import Eraser

ERASERS = (
    Eraser(
        part="casework",
        words=_("What staff decided and wrote about it"),
        function="heard.casework.erase.erase_submission",
    ),
    Eraser(
        part="insight",
        words=_("What a computer suggested about it"),
        function="heard.insight.erase.erase_submission",
    ),
    Eraser(
        part="feedback",
        words=_("Your words, your answers and how to reach you"),
        function="heard.feedback.erase.erase_submission",
    ),
    Eraser(
        part="measurement",
        words=_("The counts it is part of"),
        function="heard.measurement.erase.erase_submission",
    ),
    Eraser(
        part="partitions",
        words=_("The copy for analysis that it is part of"),
        function="heard.measurement.analysis.erase.erase_submission",
    ),
)
