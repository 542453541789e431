"""An office covers an area between two days: what it covers so far is covered without a first or last day."""

import django.db.models.deletion
from django.db import migrations, models


def keep_what_is_covered(apps, schema_editor):
    Office = apps.get_model("places", "Office")
    OfficeCoverage = apps.get_model("places", "OfficeCoverage")
    database = schema_editor.connection.alias
    covered = Office.areas.through.objects.using(database).values_list("office_id", "area_id").iterator()
    OfficeCoverage.objects.using(database).bulk_create(
        (OfficeCoverage(office_id=office, area_id=area) for office, area in covered), batch_size=500
    )


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='office',
            name='address',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='office',
            name='languages',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='office',
            name='hours',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.CreateModel(
            name='OfficeCoverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coverage', to='places.area')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coverage', to='places.office')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='coverage_ends_after_start'), models.UniqueConstraint(fields=('office', 'area', 'valid_from'), name='coverage_once_from_a_day'), models.UniqueConstraint(condition=models.Q(('valid_from', None)), fields=('office', 'area'), name='coverage_once_from_the_start')],
            },
        ),
        migrations.RunPython(keep_what_is_covered, migrations.RunPython.noop),
    ]
