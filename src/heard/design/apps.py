"""The design app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from heard.design.turns import look_often


class DesignConfig(AppConfig):
    """Registers the app with Django, and lets each connection to SQLite look often for its turn to write."""

    name = "heard.design"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Reach every connection that is made from now on."""
        connection_created.connect(look_often, dispatch_uid="look_often")
