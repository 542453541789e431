"""More like this: the cases that speak of what one case speaks of, among those that the reader may see."""

from collections.abc import Sequence

from evidence.text.nearness import nearest, rarest_words
from heard.accounts.models import User
from heard.casework.models import Case
from heard.casework.queries.access import cases_for
from heard.casework.queries.grouping import words_of_pieces
from heard.casework.queries.queueing import Row, rows_of
from heard.feedback.search import newest_holding_any

LOOKED_AT = 500
"""So many cases at most are ranked."""
AT_ONCE = 1_000
AT_MOST = 10_000
"""So many texts are asked for at once, and in all: where few of those that share a word are the reader's to see."""
SHOWN = 10


def more_like(*, case: Case, user: User) -> tuple[Row, ...]:
    """Return the cases nearest to one, the nearest first, among the newest that share one of its rarest words.

    The words are found in the database's index, and what is found is ranked by the vectors of its redacted words.
    """
    own = words_of_pieces({case.piece_id}).get(case.piece_id, "")
    newest = _sharing(words=rarest_words(own), case=case, user=user)
    words = words_of_pieces(set(newest))
    pieces = sorted(words, reverse=True)
    found = [newest[pieces[one.index]] for one in nearest(own, [words[piece] for piece in pieces], most=SHOWN)]
    whole = Case.objects.filter(pk__in=found).select_related(
        "assigned_to", "campaign", "form", "placement", "piece__service", "piece__submission"
    )
    rows = {row.case.pk: row for row in rows_of(cases=list(whole))}
    return tuple(rows[pk] for pk in found if pk in rows)


def _sharing(*, words: Sequence[str], case: Case, user: User) -> dict[int, int]:
    """Return the newest other cases with one of the words that the reader may see, by the primary key of the piece."""
    others = cases_for(user=user).filter(is_test=False).exclude(piece=case.piece_id)
    found: dict[int, int] = {}
    before: int | None = None
    for _turn in range(AT_MOST // AT_ONCE):
        texts = newest_holding_any(words=words, most=AT_ONCE, before=before)
        newest = others.filter(piece__in={piece for _text, piece in texts}).order_by("-received_at", "-pk")
        found |= dict(newest.values_list("piece", "pk")[: LOOKED_AT - len(found)])
        if len(found) >= LOOKED_AT or len(texts) < AT_ONCE:
            break
        before = texts[-1][0]
    return found
