"""Looking services up while someone types. It reads no cookie and keeps nothing; the words are not in the address."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from heard.feedback.pages.asked import service_line
from heard.feedback.queries.forms import services_matching

MOST_SUGGESTED = 8
SHORTEST = 2


@csrf_exempt
@require_POST
def service_search(request: HttpRequest, campaign: str, form: str) -> HttpResponse:
    """Return the services that the words find, as JSON."""
    words = request.POST.get("words", "").strip()[:200]
    found = services_matching(words=words)[:MOST_SUGGESTED] if len(words) >= SHORTEST else []
    services = [{"code": one["code"], "name": one["name"], "line": service_line(one)} for one in found]
    return JsonResponse({"services": services})
