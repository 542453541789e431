"""Where staff enter what others said, log enquiries, and import feedback."""

from django.urls import path

from heard.feedback.views import enquiries, paper, staff_calls, staff_imports, staff_written, unusual

staff_urlpatterns = [
    path("unusual/", unusual.unusual, name="unusual"),
    path("unusual/<int:surge_id>/", unusual.surge, name="surge"),
    path("imports/", staff_imports.imports, name="imports"),
    path("imports/new/", staff_imports.new_import, name="import_new"),
    path("imports/<int:batch_id>/", staff_imports.import_page, name="import"),
    path("imports/<int:batch_id>/columns/", staff_imports.import_columns, name="import_columns"),
    path("imports/<int:batch_id>/start/", staff_imports.start_import, name="import_start"),
    path("imports/<int:batch_id>/give-up/", staff_imports.give_up, name="import_give_up"),
    path("imports/<int:batch_id>/rows.csv", staff_imports.import_rows, name="import_rows"),
    path("entry/", staff_calls.entry, name="entry"),
    path("entry/<slug:campaign>/<slug:form>/call/", staff_calls.call, name="call"),
    path("entry/<slug:campaign>/<slug:form>/written/", staff_written.written, name="written"),
    path("entry/<int:entry_id>/", staff_calls.go_on, name="entry_go_on"),
    path("entry/<int:entry_id>/check-answers/", staff_calls.check, name="entry_check"),
    path("entry/<int:entry_id>/sent/", staff_calls.sent, name="entry_sent"),
    path("entry/<int:entry_id>/give-up/", staff_calls.give_up, name="entry_give_up"),
    path("entry/<int:entry_id>/remove/<slug:piece>/", staff_calls.remove_piece, name="entry_remove_piece"),
    path("entry/<int:entry_id>/pages/<slug:page>/", staff_calls.page, name="entry_page"),
    path("entry/<int:entry_id>/pages/<slug:page>/<slug:piece>/", staff_calls.page, name="entry_piece_page"),
    path("paper/<slug:campaign>/<slug:form>/", paper.paper, name="paper"),
    path("paper/<slug:campaign>/<slug:form>/address/", paper.paper_address, name="paper_address"),
    path("paper/<slug:campaign>/<slug:form>/numbers/", paper.paper_numbers, name="paper_numbers"),
    path("paper/<slug:campaign>/<slug:form>/form.pdf", paper.paper_pdf, {"is_large": False}, name="paper_ordinary"),
    path(
        "paper/<slug:campaign>/<slug:form>/form-large-print.pdf",
        paper.paper_pdf,
        {"is_large": True},
        name="paper_large",
    ),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/new/", enquiries.enquiry_new, name="enquiry_new"),
    path("enquiries/<int:enquiry_id>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/of/<slug:slug>/", enquiries.enquiries_of, name="enquiries_of"),
    path("enquiries/of/<slug:slug>/figures/", enquiries.enquiry_figures, name="enquiry_figures"),
]
