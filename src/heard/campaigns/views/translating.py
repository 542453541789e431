"""What managers open to say a campaign's own words in other languages."""

import hashlib

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.campaigns import actions, queries, translating
from heard.campaigns.forms.questions import CHANGED_MEANWHILE
from heard.campaigns.forms.translating import TranslationForm, WordsGroup, groups_of_page, progress_of
from heard.campaigns.pages import translating as pages
from heard.campaigns.questions import actions as questions
from heard.campaigns.questions import queries as reads
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.languages import OTHERS, Language
from heard.design.rendering import render


@require_safe
@staff(Role.CAMPAIGN_MANAGER)
def languages(request: StaffRequest, slug: str) -> HttpResponse:
    """Every language, and what waits for a translation in it."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    forms = [
        (form, reads.data_of(queries.current_question_set(form))) for form in queries.offered_forms(campaign=campaign)
    ]
    parts = []
    for language in OTHERS:
        own = WordsGroup(row="campaign", title="", words=translating.words_in(campaign, language=language))
        several = [pages.campaign_part(campaign, language=language, progress=progress_of([own]))]
        several += [
            pages.form_part(
                form,
                slug=page["slug"],
                title=page["title"],
                language=language,
                progress=progress_of(groups_of_page(page, language=language)),
            )
            for form, data in forms
            for page in data
        ]
        parts.append((language, tuple(several)))
    return render(request, pages.languages_page(campaign=campaign, parts=parts))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def translate(request: StaffRequest, slug: str, language: str) -> HttpResponse:
    """Say the campaign's own words in a language."""
    campaign = queries.managed_campaign_for(user=request.user, slug=slug)
    chosen = _language(language)
    words = translating.words_in(campaign, language=chosen)
    group = WordsGroup(row="campaign", title=campaign.title, words=words)
    state = hashlib.sha256(repr(words).encode()).hexdigest()
    form = TranslationForm(request.POST or None, groups=[group], language=chosen, state=state)
    if form.is_valid():
        changes = form.changes["campaign"]
        actions.translate_campaign(campaign=campaign, language=chosen, words=changes, by=request.user, now=clock.now())
        return HttpResponseRedirect(pages.languages_href(campaign))
    page = pages.translate_page(campaign=campaign, language=chosen, form=form)
    return render(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CAMPAIGN_MANAGER)
def translate_page(request: StaffRequest, slug: str, form_slug: str, page: str, language: str) -> HttpResponse:
    """Say the words of one page of a form in a language."""
    form = queries.managed_form_for(user=request.user, campaign_slug=slug, form_slug=form_slug)
    chosen = _language(language)
    question_set = queries.current_question_set(form)
    groups = groups_of_page(reads.page_data_of(question_set=question_set, slug=page), language=chosen)
    state = reads.digest_of(reads.data_of(question_set))
    answers = TranslationForm(request.POST or None, groups=groups, language=chosen, state=state)
    if answers.is_valid():
        try:
            questions.translate(
                question_set=question_set,
                language=chosen.code,
                words=answers.changes,
                by=request.user,
                now=clock.now(),
            )
        except questions.NotTheLatest:
            answers.add_error(None, CHANGED_MEANWHILE)
        else:
            return HttpResponseRedirect(pages.languages_href(form.campaign))
    shown = pages.translate_page(campaign=form.campaign, language=chosen, form=answers, question_set=question_set)
    return render(request, shown)


def _language(code: str) -> Language:
    for language in OTHERS:
        if language.code == code:
            return language
    raise NotFound
