from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_office_coverage'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='office',
            name='areas',
        ),
    ]
