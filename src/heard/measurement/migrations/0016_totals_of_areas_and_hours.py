"""Sum figures by area and by hour once for all links, and begin with what is held."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


SUMS = (
    ("AreaTotal", "AreaFigure", ("campaign_id", "area_id", "kind"), ""),
    ("HourTotal", "HourlyFigure", ("campaign_id", "hour", "kind"), " AND standing = 'HUMAN'"),
)


def sum_up(apps: Any, schema_editor: Any) -> None:
    """Fill each table of totals from the figures held, in the database itself."""
    for total, figure, names, more in SUMS:
        into, of = (apps.get_model("measurement", name)._meta.db_table for name in (total, figure))
        columns = ", ".join(names)
        schema_editor.execute(
            f"INSERT INTO {into} ({columns}, count) SELECT {columns}, SUM(count) FROM {of}"  # noqa: S608  # nosec B608  # names of our own alone
            f" WHERE campaign_id IS NOT NULL{more} GROUP BY {columns}"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0015_lighter_visits'),
        ('measurement', '0015_sealed_exports'),
        ('places', '0010_unchecked_contacts'),
    ]

    operations = [
        migrations.CreateModel(
            name='AreaTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('CLICK', 'Clicks'), ('LANDING', 'Landings'), ('LOOKUP', 'Contact look-ups'), ('NUMBER_SHOWN', 'Numbers shown'), ('CALL_TAP', 'Call taps'), ('EMAIL_TAP', 'Email taps'), ('WEB_TAP', 'Website taps'), ('FORM_START', 'Form starts'), ('VISITOR_DAY', 'Visitor-days'), ('FORM', 'Forms'), ('OTHER', 'Calls, letters and other submissions'), ('PIECE', 'Pieces in forms'), ('OTHER_PIECE', 'Pieces in calls, letters and other submissions'), ('IMPORTED_PIECE', 'Imported pieces')], max_length=14)),
                ('count', models.PositiveIntegerField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.area')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='area_totals', to='campaigns.campaign')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'area', 'kind'), name='total_once_per_area')],
            },
        ),
        migrations.CreateModel(
            name='HourTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hour', models.DateTimeField()),
                ('kind', models.CharField(choices=[('CLICK', 'Clicks'), ('LANDING', 'Landings'), ('LOOKUP', 'Contact look-ups'), ('NUMBER_SHOWN', 'Numbers shown'), ('CALL_TAP', 'Call taps'), ('EMAIL_TAP', 'Email taps'), ('WEB_TAP', 'Website taps'), ('FORM_START', 'Form starts'), ('VISITOR_DAY', 'Visitor-days'), ('FORM', 'Forms'), ('OTHER', 'Calls, letters and other submissions'), ('PIECE', 'Pieces in forms'), ('OTHER_PIECE', 'Pieces in calls, letters and other submissions'), ('IMPORTED_PIECE', 'Imported pieces')], max_length=14)),
                ('count', models.PositiveIntegerField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hour_totals', to='campaigns.campaign')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'hour', 'kind'), name='total_once_per_hour')],
            },
        ),
        migrations.RunPython(sum_up, migrations.RunPython.noop),
    ]
