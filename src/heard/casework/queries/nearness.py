"""More like this: the cases that speak of what one case speaks of, among those that the reader may see."""

from evidence.text.nearness import nearest, rarest_words
from heard.accounts.models import User
from heard.casework.models import Case
from heard.casework.queries.access import cases_for
from heard.casework.queries.grouping import words_of_pieces
from heard.casework.queries.queueing import Row, rows_of
from heard.feedback.models import Piece
from heard.feedback.search import holding_any

LOOKED_AT = 500
SHOWN = 10


def more_like(*, case: Case, user: User) -> tuple[Row, ...]:
    """Return the cases nearest to one, the nearest first, among the newest that share one of its rarest words.

    The words are found in the database's index, and what is found is ranked by the vectors of its redacted words.
    """
    own = words_of_pieces({case.piece_id}).get(case.piece_id, "")
    sharing = Piece.objects.filter(holding_any(words=rarest_words(own))).values("pk")
    others = cases_for(user=user).filter(piece__in=sharing, is_test=False).exclude(piece=case.piece_id)
    newest = dict(others.order_by("-received_at", "-pk").values_list("piece", "pk")[:LOOKED_AT])
    words = words_of_pieces(set(newest))
    pieces = sorted(words, reverse=True)
    found = [newest[pieces[one.index]] for one in nearest(own, [words[piece] for piece in pieces], most=SHOWN)]
    whole = Case.objects.filter(pk__in=found).select_related(
        "assigned_to", "campaign", "form", "placement", "piece__service", "piece__submission"
    )
    rows = {row.case.pk: row for row in rows_of(cases=list(whole))}
    return tuple(rows[pk] for pk in found if pk in rows)
