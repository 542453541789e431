"""What managers and analysts open: the questions of a form, and what managers change of them."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from evidence.journey import BrokenForm
from heard.accounts.doors import Role, StaffRequest, staff
from heard.campaigns import queries
from heard.campaigns.forms import questions as forms
from heard.campaigns.pages import asking, shown
from heard.campaigns.pages import questions as pages
from heard.campaigns.questions import actions, saying
from heard.campaigns.questions import queries as reads
from heard.design import clock
from heard.design.rendering import render

READERS = (Role.CAMPAIGN_MANAGER, Role.ANALYST)


@require_safe
@staff(*READERS)
def questions(request: StaffRequest, slug: str, form_slug: str) -> HttpResponse:
    """The pages and questions of a form, in order."""
    form = queries.form_for(user=request.user, campaign_slug=slug, form_slug=form_slug)
    question_set = queries.current_question_set(form)
    page = pages.questions_page(
        form=form,
        question_set=question_set,
        versions=reads.versions_of(form=form),
        pages=reads.pages_of(question_set),
        added=reads.added_slugs(question_set),
        can_change=queries.may_manage(user=request.user, campaign=form.campaign),
    )
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def words(request: StaffRequest, slug: str, form_slug: str, page: str) -> HttpResponse:
    """Change the words of one page and its questions."""
    form = queries.managed_form_for(user=request.user, campaign_slug=slug, form_slug=form_slug)
    question_set = queries.current_question_set(form)
    chosen = reads.page_data_of(question_set=question_set, slug=page)
    answers = forms.WordsForm(
        request.POST or None,
        page=chosen,
        state=reads.digest_of(reads.data_of(question_set)),
        said_where=saying.speaker(reads.pages_of(question_set)),
    )
    if answers.is_valid():
        try:
            actions.reword(question_set=question_set, words=answers.changes, by=request.user, now=clock.now())
        except actions.NotTheLatest:
            answers.add_error(None, forms.CHANGED_MEANWHILE)
        else:
            return HttpResponseRedirect(shown.questions_href(form.campaign, form))
    shown_page = pages.words_page(form=form, question_set=question_set, page_title=chosen["title"], answers=answers)
    return render(request, shown_page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def add(request: StaffRequest, slug: str, form_slug: str) -> HttpResponse:
    """Add a question; say why not once the questions are fixed."""
    form = queries.managed_form_for(user=request.user, campaign_slug=slug, form_slug=form_slug)
    question_set = queries.current_question_set(form)
    if question_set.frozen_at:
        page = pages.fixed_page(form=form, title=_("No question can be added"))
        return render(request, page, status=422 if request.method == "POST" else 200)
    answers = forms.AddQuestionForm(request.POST or None, taken=reads.taken_slugs(question_set))
    if answers.is_valid():
        question = answers.question
        try:
            actions.add_question(
                question_set=question_set,
                page=question["slug"],
                data=question,
                scope=answers.cleaned_data["scope"],
                by=request.user,
                now=clock.now(),
            )
        except actions.QuestionsFrozen:
            answers.add_error(None, _("The campaign has opened in the meantime. No question can be added."))
        except BrokenForm:
            answers.add_error(None, _("The form cannot take this question beside those that it has."))
        else:
            return HttpResponseRedirect(shown.questions_href(form.campaign, form))
    asked = pages.add_page(form=form, answers=answers)
    return render(request, asked)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def remove(request: StaffRequest, slug: str, form_slug: str, question: str) -> HttpResponse:
    """Take out a question that was added, after a page that says what that does."""
    form = queries.managed_form_for(user=request.user, campaign_slug=slug, form_slug=form_slug)
    question_set = queries.current_question_set(form)
    chosen = reads.question_of(question_set=question_set, slug=question)
    if question_set.frozen_at:
        fixed = pages.fixed_page(form=form, title=_("No question can be removed"))
        return render(request, fixed, status=422 if request.method == "POST" else 200)
    page = pages.remove_page(form=form, question=chosen)
    if request.method != "POST":
        return render(request, page)
    try:
        actions.remove_question(question=chosen, by=request.user, now=clock.now())
    except BrokenForm:
        problem = _("The form needs this question. You can change its words.")
    except actions.AlreadyAnswered:
        problem = _("Someone who tried the form out has answered this question, so it stays.")
    except actions.QuestionsFrozen:
        problem = _("The campaign has opened in the meantime. No question can be removed.")
    else:
        return HttpResponseRedirect(shown.questions_href(form.campaign, form))
    return render(request, asking.refused(page, problem), status=422)
