"""What waits to be compared is looked up by its batch too: without that, SQLite walked every piece that is no import."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("feedback", "0021_objections"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="piece", name="piece_uncompared"),
        migrations.AddIndex(
            model_name="piece",
            index=models.Index(
                fields=["batch", "id"],
                condition=models.Q(batch=None, compared_at=None, read_at__isnull=False),
                name="piece_uncompared",
            ),
        ),
    ]
