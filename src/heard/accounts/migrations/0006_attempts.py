from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_audit_chain"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "name",
                    models.CharField(db_column="cache_key", max_length=255, primary_key=True, serialize=False),
                ),
                ("value", models.TextField()),
                ("expires_at", models.DateTimeField(db_column="expires", db_index=True)),
            ],
            options={
                "db_table": "heard_attempts",
            },
        ),
    ]
