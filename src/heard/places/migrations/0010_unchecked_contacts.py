from datetime import date

from django.db import migrations, models

COMPARED_WITH_NOTHING = (
    "999 in British Sign Language",
    "NHS 111",
    "National Domestic Abuse Helpline",
    "Police, ambulance or fire",
    "Samaritans",
    "Shout",
)


def say_what_was_not_checked(apps, schema_editor):
    """Take the day of the check from what came with Heard and was never checked; the day that staff wrote stays."""
    contacts = apps.get_model("places", "UrgentContact").objects.using(schema_editor.connection.alias)
    contacts.filter(area=None, name__in=COMPARED_WITH_NOTHING, checked_on=date(2026, 11, 25)).update(checked_on=None)


class Migration(migrations.Migration):
    dependencies = [("places", "0009_benchmarks")]

    operations = [
        migrations.AlterField(
            model_name="urgentcontact",
            name="checked_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(say_what_was_not_checked, migrations.RunPython.noop),
    ]
