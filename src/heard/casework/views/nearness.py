"""More like this."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from heard.accounts.doors import StaffRequest, staff
from heard.casework.pages.nearness import like_page
from heard.casework.queries import READERS, case_for
from heard.casework.queries.grouping import words_of_pieces
from heard.casework.queries.nearness import more_like
from heard.casework.views.desk import came_with
from heard.design import clock
from heard.design.rendering import render


@require_GET
@staff(*READERS)
def like(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show the cases that speak of what this one speaks of."""
    case = case_for(user=request.user, case_id=case_id)
    _choices, asked = came_with(request, case=case)
    page = like_page(
        case=case,
        said=words_of_pieces({case.piece_id}).get(case.piece_id, ""),
        rows=more_like(case=case, user=request.user),
        asked=asked,
        now=clock.now(),
    )
    return render(request, page)
