"""What people are told of an organisation on its form."""

from datetime import UTC, datetime

import pytest

from heard.feedback.models import Controller, LawfulBasis, PrivacyParticulars, SpecialCondition
from heard.feedback.pages.particulars import told_of


def particulars(**fields: str) -> PrivacyParticulars:
    told = {
        "controller": Controller.SOLE,
        "lawful_basis": LawfulBasis.TASK,
        "special_condition": SpecialCondition.CARE,
        "officer": "dpo@example.org",
    }
    return PrivacyParticulars(changed_at=datetime(2020, 7, 8, tzinfo=UTC), **{**told, **fields})


def test_an_organisation_that_has_said_nothing_promises_nothing() -> None:
    assert told_of(None, organisation="Harbour Voice") == ()


def test_it_says_who_decides_by_which_law_and_whom_to_ask() -> None:
    told = " ".join(told_of(particulars(registration="ZA123456"), organisation="Harbour Voice"))

    assert "Harbour Voice decides how your information is used." in told
    assert "for a task in the public interest" in told
    assert "dpo@example.org" in told
    assert "ZA123456" in told


def test_others_who_decide_along_are_named() -> None:
    joint = particulars(controller=Controller.JOINT, joint_with="the Office for Good Care")

    assert "together with the Office for Good Care" in told_of(joint, organisation="Harbour Voice")[0]


@pytest.mark.parametrize("basis", LawfulBasis.values)
@pytest.mark.parametrize("condition", SpecialCondition.values)
def test_each_law_has_words(basis: str, condition: str) -> None:
    assert told_of(particulars(lawful_basis=basis, special_condition=condition), organisation="Harbour Voice")
