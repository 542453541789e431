"""The design app."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Registers the app with Django."""

    name = "heard.design"
    default_auto_field = "django.db.models.BigAutoField"
