"""Loading the theme framework that staff and methods use."""

from datetime import datetime

from django.db import transaction

from heard.accounts.actions import record
from heard.insight.frameworks import read_framework
from heard.insight.models import Theme, ThemeFramework


@transaction.atomic
def load_framework(*, now: datetime) -> ThemeFramework:
    """Make the shipped framework the current one, with its themes; a second time changes nothing.

    Themes of earlier versions stay, because decisions point to them.
    """
    held = read_framework()
    framework, is_new = ThemeFramework.objects.get_or_create(
        code=held.code, version=held.version, defaults={"title": held.title, "source": held.source}
    )
    for position, row in enumerate(held.themes):
        Theme.objects.update_or_create(
            framework=framework,
            code=row.code,
            defaults={
                "category": row.category,
                "name": row.name,
                "description": row.description,
                "position": position,
                "is_unproven": row.is_unproven,
            },
        )
    if not framework.is_current:
        ThemeFramework.objects.filter(is_current=True).update(is_current=False)
        framework.is_current = True
        framework.save(update_fields=["is_current"])
    if is_new:
        record(code="insight.framework.loaded", subject=framework, by=None, now=now, version=held.version)
    return framework
