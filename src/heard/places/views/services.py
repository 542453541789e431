"""What staff open about services."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design.paging import pager
from heard.design.rendering import render
from heard.places import pages, queries
from heard.places.forms import ServiceSearchForm


@require_safe
@staff(Role.CAMPAIGN_MANAGER, Role.ADMINISTRATOR)
def services(request: StaffRequest) -> HttpResponse:
    """The list of services, searched by words."""
    words = request.GET.get("q", "")[:100]
    found = queries.services_by_words(words=words) if words.strip() else queries.services()
    total = len(found) if isinstance(found, list) else found.count()
    pages_of_list = pager(query=request.GET, total=total, per_page=50)
    shown = found[pages_of_list.offset : pages_of_list.offset + pages_of_list.per_page]
    page = pages.services_page(form=ServiceSearchForm(initial={"q": words}), services=shown, pager=pages_of_list)
    return render(request, page)
