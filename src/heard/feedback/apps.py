"""The feedback app."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Registers the app with Django."""

    name = "heard.feedback"
    default_auto_field = "django.db.models.BigAutoField"
