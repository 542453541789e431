"""An objection to statistics is a fact of its own: until now it stood where a flood's set-aside stands."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def give_objections_their_own_fact(apps, schema_editor) -> None:
    """Date each objection that was done, and set aside only what a decision about a flood holds back."""
    here = schema_editor.connection.alias
    submissions, requests, flags = (
        apps.get_model("feedback", name).objects.using(here) for name in ("Submission", "RightsRequest", "Flag")
    )
    done = requests.filter(right="OBJECTION", outcome="DONE", submission__isnull=False)
    first = done.filter(submission=OuterRef("pk")).order_by("closed_at").values("closed_at")[:1]
    objected = submissions.filter(pk__in=done.values("submission"))
    objected.update(objected_at=Subquery(first))
    held_back = flags.filter(surge__weighing="SET_ASIDE").values("submission")
    submissions.filter(objected_at__isnull=False).exclude(pk__in=held_back).update(set_aside_at=None)


class Migration(migrations.Migration):

    dependencies = [
        ("feedback", "0020_rights"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="objected_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(give_objections_their_own_fact, migrations.RunPython.noop),
    ]
