"""The insight app."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Registers the app with Django."""

    name = "heard.insight"
    default_auto_field = "django.db.models.BigAutoField"
