"""What a piece is headed by: the service that it is about, by its name or as the person described it."""

from collections.abc import Iterable

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from heard.feedback.models import Piece, Text, TextField

LONGEST = 80


def service_heading(*, piece: Piece, described: str) -> str:
    """Return the name of the piece's service, else the redacted words for it, else that it is not named."""
    if piece.service is not None:
        return piece.service.name
    return Truncator(" ".join(described.split())).chars(LONGEST) or _("A service that is not named")


def described_in(texts: Iterable[Text], *, piece: Piece) -> str:
    """Return the redacted words in which a service that is not listed was described; empty without any."""
    own = (text.redacted for text in texts if text.piece_id == piece.pk and text.field == TextField.SERVICE)
    return next((words for words in own if words), "")
