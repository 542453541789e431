"""Keeps one consent per piece to the provider, and one to publication: no organisation is unlike another to SQL."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_search")]

    operations = [
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", True)),
                fields=("piece", "recipient"),
                name="consent_once_without_organisation",
            ),
        ),
    ]
