from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_visitor_day_index")]

    operations = [
        migrations.AddField(
            model_name="questionset",
            name="digest",
            field=models.CharField(blank=True, max_length=64),
        ),
    ]
