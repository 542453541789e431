"""Whatever refers to what a person sent is erased with it, or says why it stays."""

from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from heard.feedback.models import Erasure, ErasureStep, LegalHold, Piece, RightsRequest, Submission

KEPT: dict[type[Model], str] = {
    Submission: "a row that holds nothing of the person, so that counts add up and the code still answers",
    Erasure: "that it was erased, when and by whose wish",
    ErasureStep: "which part erased its own, and when",
    RightsRequest: "that someone asked for a right, and that it was answered; it names nobody and has its own time",
    LegalHold: "that something was kept for a court, by whom and until when; it holds nothing of the person",
}


def refer_to_what_was_sent() -> set[type[Model]]:
    """Every model from which foreign keys lead to a submission, however many lie between."""
    found: set[type[Model]] = {Submission, Piece}
    while True:
        more = {model for model in apps.get_models() if _points_at(model, found)} - found
        if not more:
            return found
        found |= more


def _points_at(model: type[Model], found: set[type[Model]]) -> bool:
    return any(
        field.related_model in found
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model
    )


def erased() -> set[type[Model]]:
    modules = (import_module(eraser.function.rpartition(".")[0]) for eraser in settings.ERASERS)
    return {model for module in modules for model in module.ERASES}


def test_each_record_of_a_person_has_an_eraser_or_a_reason_to_stay() -> None:
    assert {model.__name__ for model in refer_to_what_was_sent() - erased() - set(KEPT)} == set()


def test_nothing_is_both_erased_and_kept() -> None:
    assert erased() & set(KEPT) == set()


def test_a_record_at_two_removes_is_found() -> None:
    assert {"Note", "CaseTheme", "Suggestion", "ErasureStep"} <= {each.__name__ for each in refer_to_what_was_sent()}
