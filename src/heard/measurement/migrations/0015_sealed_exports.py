from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget_those_in_the_open(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Delete the files that wait: they would be gone within the hour, and are chosen again."""
    apps.get_model("measurement", "WaitingExport").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('measurement', '0014_waiting_export'),
    ]

    operations = [
        migrations.RunPython(forget_those_in_the_open, migrations.RunPython.noop),
        migrations.RemoveField(model_name='waitingexport', name='content'),
        migrations.RemoveField(model_name='waitingexport', name='file_name'),
        migrations.RemoveField(model_name='waitingexport', name='headings'),
        migrations.RemoveField(model_name='waitingexport', name='source'),
        migrations.RemoveField(model_name='waitingexport', name='told'),
        migrations.AddField(
            model_name='waitingexport', name='seed', field=models.CharField(max_length=43), preserve_default=False,
        ),
        migrations.AddField(
            model_name='waitingexport', name='sealed_about', field=models.BinaryField(), preserve_default=False,
        ),
        migrations.AddField(
            model_name='waitingexport', name='sealed_content', field=models.BinaryField(), preserve_default=False,
        ),
    ]
