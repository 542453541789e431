"""Take four indexes from the visits: two begin a longer one, two serve no question; each cost a write at each click.

By themselves, as SQLite would otherwise copy the whole table, tens of millions of rows, for each of them.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = ("campaign_id", "placement_id", "form_id", "area_id")


def take(apps: Any, schema_editor: Any) -> None:
    """Drop the indexes over one of the columns alone, by the names that the database gave them."""
    connection, table = schema_editor.connection, apps.get_model("campaigns", "Visit")._meta.db_table
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    for name, each in found.items():
        if each["index"] and not each["unique"] and len(each["columns"]) == 1 and each["columns"][0] in COLUMNS:
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


def give_back(apps: Any, schema_editor: Any) -> None:
    """Make them again."""
    table = apps.get_model("campaigns", "Visit")._meta.db_table
    for column in COLUMNS:
        name = schema_editor.quote_name(f"{table}_{column}")
        schema_editor.execute(f"CREATE INDEX {name} ON {schema_editor.quote_name(table)} ({column})")


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0014_wave_names"), ("places", "0010_unchecked_contacts")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(take, give_back)],
            state_operations=[
                migrations.AlterField(
                    model_name="visit",
                    name="campaign",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="campaigns.campaign",
                    ),
                ),
                *(
                    migrations.AlterField(
                        model_name="visit",
                        name=name,
                        field=models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name=related,
                            to=to,
                        ),
                    )
                    for name, related, to in (
                        ("placement", "visits", "campaigns.placement"),
                        ("form", "visits", "campaigns.form"),
                        ("area", "+", "places.area"),
                    )
                ),
            ],
        ),
    ]
