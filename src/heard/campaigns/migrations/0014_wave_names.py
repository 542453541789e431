from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Lower

LONGEST = 120


def tell_apart(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Number the later of two waves of one campaign whose names differ in letter case alone."""
    waves = apps.get_model("campaigns", "Wave").objects.using(schema_editor.connection.alias).order_by("pk")
    held: set[tuple[int, str]] = set()
    for wave in waves:
        name, turn = wave.name, 1
        while (wave.campaign_id, name.lower()) in held:
            turn += 1
            end = f" ({turn})"
            name = wave.name[: LONGEST - len(end)] + end
        held.add((wave.campaign_id, name.lower()))
        if name != wave.name:
            wave.name = name
            wave.save(update_fields=["name"])


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0013_plainer_destination'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='wave', name='wave_name_once'),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='wave', constraint=models.UniqueConstraint(Lower('name'), 'campaign', name='wave_name_once'),
        ),
    ]
