"""Importing feedback: send a file, say what its columns mean, see what would happen, and let it happen."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.doors import StaffRequest, staff
from heard.design import clock
from heard.design.errors import NotFound
from heard.design.paging import pager
from heard.design.rendering import render
from heard.design.uploads import takes_files
from heard.feedback import actions
from heard.feedback.forms.staff_imports import ColumnsForm, NewImportForm
from heard.feedback.imports import files
from heard.feedback.imports.mapping import ColumnMapping
from heard.feedback.imports.refusals import FileRefused, MappingDoesNotFit
from heard.feedback.imports.sniffing import MOST_BYTES
from heard.feedback.imports.tables import first_rows, header_of
from heard.feedback.pages import staff_imports as pages
from heard.feedback.queries import imports as queries


@require_safe
@staff(*queries.IMPORTERS)
def imports(request: StaffRequest) -> HttpResponse:
    """Past imports."""
    batches = queries.imports_for(user=request.user)
    pages_of_list = pager(query=request.GET, total=batches.count())
    shown = batches[pages_of_list.offset : pages_of_list.offset + pages_of_list.per_page]
    return render(request, pages.imports_page(batches=list(shown), pager=pages_of_list))


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*queries.IMPORTERS)
@takes_files(most=MOST_BYTES)
def new_import(request: StaffRequest) -> HttpResponse:
    """Send a file."""
    form = NewImportForm(
        request.POST or None,
        request.FILES or None,
        organisations=queries.organisations_to_import_for(user=request.user),
        campaigns=queries.campaigns_to_import_for(user=request.user),
    )
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = actions.send_file(
                chunks=file.chunks(),
                file_name=file.name,
                organisation=form.cleaned_data["organisation"],
                campaign=form.cleaned_data["campaign"],
                by=request.user,
                now=clock.now(),
            )
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return HttpResponseRedirect(reverse("feedback:import_columns", args=[batch.pk]))
    return render(request, pages.new_import_page(form=form), status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*queries.IMPORTERS)
def import_columns(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Say what the columns mean."""
    batch = queries.import_for(user=request.user, batch_id=batch_id)
    if not batch.can_choose_columns:
        return _to_import(batch_id)
    try:
        examined = actions.examined_batch(batch)
    except FileRefused as refusal:
        return render(request, pages.refused_page(batch=batch, sentence=str(refusal)), status=422)
    header, rows = header_of(examined), first_rows(examined)
    form = ColumnsForm(
        request.POST or None,
        header=header,
        samples=pages.samples_of(header=header, rows=rows),
        mapping=ColumnMapping.from_json(batch.mapping),
    )
    if form.is_valid():
        try:
            actions.choose_columns(batch=batch, mapping=form.mapping(), by=request.user, now=clock.now())
        except MappingDoesNotFit as refusal:
            form.add_error(None, str(refusal))
        except actions.NotNow:
            return _to_import(batch_id)
        else:
            return _after_work(request, batch_id)
    return render(request, pages.columns_page(batch=batch, form=form), status=422 if form.is_bound else 200)


@require_safe
@staff(*queries.IMPORTERS)
def import_page(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Where an import stands."""
    batch = queries.import_for(user=request.user, batch_id=batch_id)
    if batch.lacks_columns:
        return HttpResponseRedirect(reverse("feedback:import_columns", args=[batch.pk]))
    return render(request, pages.state_page(batch=batch))


@require_POST
@staff(*queries.IMPORTERS)
def start_import(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Take a checked file in."""
    batch = queries.import_for(user=request.user, batch_id=batch_id)
    try:
        actions.confirm_import(batch=batch, by=request.user, now=clock.now(), clock=clock.now)
    except actions.NotNow:
        return _to_import(batch_id)
    except FileRefused as refusal:
        return render(request, pages.refused_page(batch=batch, sentence=str(refusal)), status=422)
    return _to_import(batch_id)


@require_POST
@staff(*queries.IMPORTERS)
def give_up(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Erase a file that was sent and not taken in."""
    batch = queries.import_for(user=request.user, batch_id=batch_id)
    try:
        actions.give_up_import(batch=batch, by=request.user, now=clock.now())
    except actions.NotNow:
        return _to_import(batch_id)
    messages.info(request, _("The import was given up and its file erased."))
    return HttpResponseRedirect(reverse("feedback:imports"))


@require_safe
@staff(*queries.IMPORTERS)  # type: ignore[arg-type]  # a file streams, and is an answer all the same
def import_rows(request: StaffRequest, batch_id: int) -> FileResponse:
    """The full list of rows that need a word, as CSV; it quotes no cell."""
    batch = queries.import_for(user=request.user, batch_id=batch_id)
    path = files.path_of(batch.report_stored_as) if batch.report_stored_as else None
    if path is None or not path.is_file():
        raise NotFound
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"import-{batch.pk}-rows.csv")


def _to_import(batch_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("feedback:import", args=[batch_id]))


def _after_work(request: StaffRequest, batch_id: int) -> HttpResponse:
    """Show a refusal at once, as the answer to what was sent; lead on where there is none."""
    batch = queries.import_for(user=request.user, batch_id=batch_id)
    if batch.is_refused:
        return render(request, pages.refused_page(batch=batch, sentence=batch.refusal), status=422)
    return _to_import(batch_id)
