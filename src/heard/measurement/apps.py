"""The measurement app."""

from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    """Registers the app with Django."""

    name = "heard.measurement"
    default_auto_field = "django.db.models.BigAutoField"
