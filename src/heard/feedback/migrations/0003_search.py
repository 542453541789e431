from django.db import migrations

from heard.feedback import search


def install(apps, schema_editor):
    search.install(schema_editor.connection)
    search.rebuild(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_keys_and_batches")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
