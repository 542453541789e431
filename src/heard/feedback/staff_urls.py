"""Where staff import feedback."""

from django.urls import path

from heard.feedback.views import staff_imports

staff_urlpatterns = [
    path("imports/", staff_imports.imports, name="imports"),
    path("imports/new/", staff_imports.new_import, name="import_new"),
    path("imports/<int:batch_id>/", staff_imports.import_page, name="import"),
    path("imports/<int:batch_id>/columns/", staff_imports.import_columns, name="import_columns"),
    path("imports/<int:batch_id>/start/", staff_imports.start_import, name="import_start"),
    path("imports/<int:batch_id>/give-up/", staff_imports.give_up, name="import_give_up"),
    path("imports/<int:batch_id>/rows.csv", staff_imports.import_rows, name="import_rows"),
]
