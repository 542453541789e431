"""Makes the search over redacted words."""

from django.db import migrations

from heard.feedback import search


def install(apps, schema_editor):
    search.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0001_initial")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
