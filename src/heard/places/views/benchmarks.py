"""What staff open about who lives where."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design.rendering import render
from heard.places import pages, queries


@require_safe
@staff(Role.CAMPAIGN_MANAGER, Role.ANALYST, Role.ADMINISTRATOR)
def benchmarks(request: StaffRequest) -> HttpResponse:
    """The list of what is loaded about the population: it is public, so every manager and analyst sees all."""
    return render(request, pages.benchmarks_page(topics=queries.loaded_topics()))
