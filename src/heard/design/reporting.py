"""What a developer's page says of a failure: its kind and where it happened, and no value of anything."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter

from heard.design.logs import kinds_and_places

_PAGE = '<!doctype html><html lang="en"><title>Something broke</title><h1>Something broke</h1><pre>{}</pre></html>'


class DiscreetReporter(ExceptionReporter):
    """Takes the place of Django's page, which shows settings, what was sent, and every variable."""

    def get_traceback_text(self) -> SafeString:
        """Return the failures, one a line."""
        return mark_safe(kinds_and_places(self.exc_value) if self.exc_value else "")  # noqa: S308  # nosec B308, B703

    def get_traceback_html(self) -> SafeString:
        """Return the same as a page."""
        return format_html(_PAGE, str(self.get_traceback_text()))
