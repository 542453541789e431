"""Asking to be told of news, on the page of a person who came back with their code."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from heard.casework.pages.returning import taken_back_page
from heard.casework.pages.telling import asked_too_often, tell_page, wrong_code
from heard.casework.views.returning import Visit, returned, see_other
from heard.feedback.actions import news
from heard.feedback.forms.news import NewsCodeForm, NewsForm
from heard.feedback.queries.news import news_of
from heard.feedback.replies import new_mark


@returned
def tell(visit: Visit) -> HttpResponse:
    """Show how the person is told, or keep an address to be proved."""
    if visit.request.method != "POST":
        return _show(visit)
    if "stop" in visit.request.POST:
        news.stop_news(submission=visit.submission, now=visit.now)
        return see_other(reverse("casework:my_feedback_tell"))
    if "code" in visit.request.POST:
        return _prove(visit)
    form = NewsForm(visit.request.POST)
    return _ask(visit, form) if form.is_valid() else _show(visit, form=form)


def _ask(visit: Visit, form: NewsForm) -> HttpResponse:
    try:
        news.ask_for_news(
            submission=visit.submission,
            by=form.cleaned_data["by"],
            address=form.cleaned_data["address"],
            language=get_language() or "en-gb",
            mark=form.cleaned_data["mark"],
            now=visit.now,
        )
    except news.TakenBack:
        return visit.show(taken_back_page(words=()), status=409)
    except news.AskedTooOften:
        form.add_error("by", asked_too_often())
        return _show(visit, form=form)
    return see_other(reverse("casework:my_feedback_tell"))


def _prove(visit: Visit) -> HttpResponse:
    form = NewsCodeForm(visit.request.POST)
    if not form.is_valid():
        return _show(visit, code_form=form)
    try:
        is_right = news.confirm_by_code(submission=visit.submission, code=form.cleaned_data["code"], now=visit.now)
    except news.NoSuchAddress:
        is_right = False
    if is_right:
        return see_other(reverse("casework:my_feedback_tell"))
    form.add_error("code", wrong_code())
    return _show(visit, code_form=form)


def _show(visit: Visit, *, form: NewsForm | None = None, code_form: NewsCodeForm | None = None) -> HttpResponse:
    page = tell_page(
        told=news_of(submission=visit.submission),
        form=form or NewsForm(initial={"mark": new_mark()}),
        code_form=code_form or NewsCodeForm(),
        token=visit.token,
    )
    return visit.show(page)
