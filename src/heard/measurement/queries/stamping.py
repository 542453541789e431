"""Whether anything that figures rest on has changed: cheap to ask several times a second."""

from django.db.models import Max, Sum

from heard.campaigns.models import Campaign, MissedVisits, Visit
from heard.feedback.models import ImportBatch, Piece, Submission
from heard.measurement.models import Alert, RolledBatch


def stamp() -> tuple[object, ...]:
    """Return a value that differs whenever figures may differ.

    What grows with every click is read from the end of an index; the tables read whole (alerts, missed visits by the
    hour, campaigns) stay small.

    Roll-ups change no figure, so they are not looked at; the withdrawal of a form, the decision whether
    forms count, and the end of an import are.
    """
    return (
        Visit.objects.aggregate(n=Max("pk"))["n"],
        Piece.objects.aggregate(n=Max("pk"))["n"],
        Submission.objects.filter(withdrawn_at__isnull=False).aggregate(n=Max("withdrawn_at"))["n"],
        Submission.objects.filter(weighed_at__isnull=False).aggregate(n=Max("weighed_at"))["n"],
        ImportBatch.objects.filter(visible_at__isnull=False).aggregate(n=Max("visible_at"))["n"],
        RolledBatch.objects.aggregate(n=Max("pk"))["n"],
        Alert.objects.aggregate(n=Max("pk"), ended=Max("ended_at")),
        MissedVisits.objects.aggregate(n=Sum("count"))["n"],
        tuple(Campaign.objects.order_by("pk").values_list("pk", "state")),
    )
