"""Any question about a campaign's records: asked in the address, answered at once or by the worker, taken away."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.accounts.doors import Role, StaffRequest, staff
from heard.design import clock
from heard.design.rendering import render
from heard.design.spreadsheets import FileKind, file_of
from heard.measurement import queries
from heard.measurement.actions import cutting
from heard.measurement.analysis import counting
from heard.measurement.analysis.asking import Question
from heard.measurement.analysis.engines import CannotAnswer
from heard.measurement.analysis.installed import NotInstalled
from heard.measurement.forms.analysis import QuestionForm
from heard.measurement.pages.analysis import AnswerShown, analysis_page, answer_shown, cut_page
from heard.measurement.queries import LiveView
from heard.measurement.queries.cuts import Answered, cells_of, cut_for, laid_out, latest_cuts

ROLES = (Role.CAMPAIGN_MANAGER, Role.ANALYST)


@require_safe
@staff(*ROLES)
def analysis(request: StaffRequest, campaign: str) -> HttpResponse:
    """Show the question and, where it can be answered while somebody waits, its answer."""
    view = queries.whole_view_for(user=request.user, slug=campaign)
    form = _form(request, view)
    found, problem, is_long = _at_once(form, view) if form.is_asked and form.is_valid() else (None, "", False)
    page = analysis_page(
        campaign=view.campaign,
        form=form,
        asked=request.GET.urlencode(),
        answer=_shown(form.question, view, found, _export(request, view)) if form.question and found else None,
        problem=problem,
        is_long=is_long,
        cuts=latest_cuts(campaign=view.campaign),
    )
    return render(request, page)


@require_POST
@staff(*ROLES)
def run(request: StaffRequest, campaign: str) -> HttpResponse:
    """Have the question of the address counted by the worker."""
    view = queries.whole_view_for(user=request.user, slug=campaign)
    form = _form(request, view)
    if not form.is_valid() or form.question is None:
        return _back(request, campaign)
    asked = cutting.ask(campaign=view.campaign, question=form.question, by=request.user, now=clock.now())
    return HttpResponseRedirect(reverse("measurement:cut", args=[campaign, asked.pk]))


@require_POST
@staff(*ROLES)
def export(request: StaffRequest, campaign: str) -> HttpResponse:
    """Hand over the answer to the question of the address as a file."""
    view = queries.whole_view_for(user=request.user, slug=campaign)
    form = _form(request, view)
    found = _at_once(form, view)[0] if form.is_valid() else None
    if form.question is None or found is None:
        return _back(request, campaign)
    answered = laid_out(question=form.question, cells=found.cells, campaign=view.campaign)
    return _file(request, view, form.question, answered, now=clock.now())


@require_safe
@staff(*ROLES)
def cut(request: StaffRequest, campaign: str, cut: int) -> HttpResponse:
    """Show how far a long question is, or its answer."""
    found = cut_for(user=request.user, slug=campaign, cut=cut)
    shown = None
    if found.finished_at and found.as_of:
        question = Question.from_json(found.question)
        answered = laid_out(question=question, cells=cells_of(found), campaign=found.campaign)
        href = reverse("measurement:cut_export", args=[campaign, cut])
        shown = answer_shown(question=question, answered=answered, as_of=found.as_of, export_href=href)
    return render(request, cut_page(cut=found, answer=shown))


@require_POST
@staff(*ROLES)
def stop(request: StaffRequest, campaign: str, cut: int) -> HttpResponse:
    """Stop a question that is not counted yet."""
    found = cut_for(user=request.user, slug=campaign, cut=cut)
    cutting.stop(cut=found, by=request.user, now=clock.now())
    return HttpResponseRedirect(reverse("measurement:cut", args=[campaign, cut]))


@require_POST
@staff(*ROLES)
def cut_export(request: StaffRequest, campaign: str, cut: int) -> HttpResponse:
    """Hand over the answer to a long question as a file."""
    found = cut_for(user=request.user, slug=campaign, cut=cut)
    question = Question.from_json(found.question)
    answered = laid_out(question=question, cells=cells_of(found), campaign=found.campaign)
    return _file(request, LiveView(campaign=found.campaign), question, answered, now=clock.now())


def _form(request: StaffRequest, view: LiveView) -> QuestionForm:
    waves, partners = queries.waves_and_partners(view=view)
    return QuestionForm(request.GET.dict(), waves=waves, partners=partners)


def _at_once(form: QuestionForm, view: LiveView) -> tuple[counting.Answer | None, str, bool]:
    """Return the answer; or what hinders it; or that the worker is to count it."""
    if form.question is None:
        return None, "", False
    try:
        return counting.at_once(question=form.question, campaign=view.campaign), "", False
    except counting.TakesLong:
        return None, "", True
    except (NotInstalled, CannotAnswer) as problem:
        return None, str(problem), False


def _shown(question: Question, view: LiveView, found: counting.Answer, export_href: str) -> AnswerShown:
    answered = laid_out(question=question, cells=found.cells, campaign=view.campaign)
    return answer_shown(question=question, answered=answered, as_of=found.as_of, export_href=export_href)


def _export(request: StaffRequest, view: LiveView) -> str:
    return f"{reverse('measurement:analysis_export', args=[view.campaign.slug])}?{request.GET.urlencode()}"


def _back(request: StaffRequest, campaign: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('measurement:analysis', args=[campaign])}?{request.GET.urlencode()}")


def _file(
    request: StaffRequest, view: LiveView, question: Question, answered: Answered, *, now: datetime
) -> HttpResponse:
    mark = cutting.record_cut_export(campaign=view.campaign, question=question, by=request.user, now=now)
    table = answered.finding.table
    rows: list[Sequence[object]] = [
        [*(column.name for column in table.columns), _("export")],
        *([*row, mark.mark] for row in table.rows),
        [mark.sentence, *[""] * (len(table.columns) - 1), mark.mark],
    ]
    name = f"answer-{slugify(view.campaign.slug)}-{now:%Y-%m-%d}-{mark.mark}"
    return file_of(rows=rows, name=name, kind=FileKind.CSV)
