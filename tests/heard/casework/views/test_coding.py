"""The pages of double coding: start, code blind, see agreement, settle."""

import re

import pytest
from django.test import Client

from heard.accounts.models import Role
from heard.casework.models import Case
from heard.insight.models import Aspect, CodingSet, ThemeDecision, ToneDecision
from tests.factories.accounts import member
from tests.factories.casework import CaseFactory, caseworker
from tests.factories.insight import CodingSetFactory, SuggestionFactory, theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def cases(organisation) -> list[Case]:
    return [CaseFactory.create(organisation=organisation, tone="VERY_BAD") for _ in range(2)]


@pytest.fixture
def other(organisation):
    return caseworker(organisation)


@pytest.fixture
def started(cases, worker, other) -> CodingSet:
    return CodingSetFactory.create(cases=cases, coders=[worker, other])


def at(started: CodingSet, path: str = "") -> str:
    return f"/staff/coding/{started.pk}/{path}"


def plain(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def code(client: Client, started: CodingSet, position: int, tone: str, *codes: str):
    said = {"tone": tone, "themes": [str(theme(one).pk) for one in codes]}
    return client.post(at(started, f"{position}/"), said)


def test_before_the_first_set_it_says_what_to_do_next(reader, desk) -> None:
    here = "/staff/coding/of/harbour-voice/"
    assert "Start one: choose the pieces, and who reads them." in plain(reader.get(here))
    assert "Campaign managers and analysts start one." in plain(desk.get(here))


def test_an_analyst_starts_a_set_of_pieces_for_two_people(reader, cases, worker, other) -> None:
    asked = {"choosing": "RANDOM", "number": "10", "coders": [str(worker.pk), str(other.pk)]}
    answer = reader.post("/staff/coding/of/harbour-voice/new/", asked)
    assert answer.status_code == 302
    started = CodingSet.objects.get()
    assert {one.user for one in started.coders.all()} == {worker, other}
    assert {one.piece for one in started.items.all()} == {case.piece for case in cases}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"coders": []}, "Choose two people or more"),
        ({"number": "3"}, "must be 10 or more"),
        ({"number": "lots"}, "must be a whole number"),
    ],
)
def test_a_set_that_cannot_be_is_refused_in_words(reader, cases, worker, other, change, sentence) -> None:
    asked = {"choosing": "RANDOM", "number": "10", "coders": [str(worker.pk), str(other.pk)], **change}
    answer = reader.post("/staff/coding/of/harbour-voice/new/", asked)
    assert answer.status_code == 422
    assert sentence in plain(answer)


def test_where_there_is_nothing_to_code_it_says_so(reader, worker, other) -> None:
    asked = {"choosing": "RANDOM", "number": "10", "coders": [str(worker.pk), str(other.pk)]}
    answer = reader.post("/staff/coding/of/harbour-voice/new/", asked)
    assert "There is no piece to code here" in plain(answer)


def test_a_coder_sees_neither_the_machine_nor_others_nor_what_the_writer_ticked(desk, started, cases, other) -> None:
    SuggestionFactory.create(piece=cases[0].piece, aspect=Aspect.THEME, theme=theme(), value="", score=0.83)
    page = desk.get(at(started, "1/"))
    assert "checked" not in page.content.decode()
    assert "83%" not in plain(page)
    assert "Very bad T 5" in plain(page)
    assert "The person says it was" not in plain(page)


def test_a_coder_goes_through_all_and_then_sees_how_far_people_agree(desk, signed_in, started, other) -> None:
    assert code(desk, started, 1, "GOOD", "timeliness").url == at(started, "2/")
    assert "once you have coded all your pieces" in plain(desk.get(at(started)))
    assert code(desk, started, 2, "BAD").url == at(started)
    colleague = signed_in(other)
    code(colleague, started, 1, "GOOD", "timeliness")
    code(colleague, started, 2, "BAD")
    page = plain(desk.get(at(started)))
    assert "On tone, agreement is 1.00." in page
    assert not ThemeDecision.objects.exists()


def test_without_a_tone_nothing_is_kept(desk, started) -> None:
    assert desk.post(at(started, "1/"), {"themes": []}).status_code == 422


def test_what_all_say_is_settled_at_once_and_what_they_dispute_one_by_one(
    desk, signed_in, started, cases, other
) -> None:
    colleague = signed_in(other)
    for client, tone in ((desk, "GOOD"), (colleague, "MIXED")):
        code(client, started, 1, "BAD", "timeliness")
        code(client, started, 2, tone, "food-drink")
    desk.post(at(started, "settle/"))
    assert ToneDecision.objects.get().piece == cases[0].piece
    page = desk.get(at(started, "2/settle/"))
    assert "All coders say yes" in plain(page)
    assert re.search(r'id="theme-food-drink"[^>]* checked>', page.content.decode())
    sent = {"revision": "0", "tone": "MIXED", "themes": [str(theme("food-drink").pk)]}
    assert desk.post(at(started, "2/settle/"), sent).url == at(started)
    assert ToneDecision.objects.get(piece=cases[1].piece).tone == "MIXED"
    assert "2 of 2" in plain(desk.get(at(started)))


def test_a_piece_that_somebody_decides_meanwhile_is_not_overwritten(desk, signed_in, started, cases, other) -> None:
    for client, tone in ((desk, "GOOD"), (signed_in(other), "MIXED")):
        code(client, started, 1, tone)
        code(client, started, 2, tone)
    desk.post(f"/staff/cases/{cases[0].pk}/tone/", {"revision": "0", "tone": "BAD"})
    answer = desk.post(at(started, "1/settle/"), {"revision": "0", "tone": "MIXED"})
    assert answer.status_code == 422
    assert "Someone changed this case" in plain(answer)
    assert ToneDecision.objects.get().tone == "BAD"
    assert started.items.get(position=1).settled_at is None


def test_a_coder_who_has_yet_to_code_settles_nothing(desk, signed_in, started, other) -> None:
    assert desk.get(at(started, "1/settle/")).url == at(started)
    desk.post(at(started, "settle/"))
    assert not ToneDecision.objects.exists()


def test_an_ended_set_is_coded_no_more(desk, reader, started) -> None:
    reader.post(at(started, "end/"))
    assert code(desk, started, 1, "GOOD").url == at(started)
    assert "Ended" in plain(reader.get(at(started)))


def test_who_runs_the_campaign_sees_figures_and_no_words(signed_in, organisation, started) -> None:
    manager = signed_in(member(Role.CAMPAIGN_MANAGER, organisation))
    assert manager.get(at(started)).status_code == 200
    assert manager.get(at(started, "1/")).status_code == 404
    assert manager.get(at(started, "1/settle/")).status_code == 404


def test_who_is_no_coder_of_the_set_codes_nothing(reader, stranger, started) -> None:
    assert reader.get(at(started, "1/")).status_code == 404
    assert stranger.get(at(started)).status_code == 404
    assert stranger.get("/staff/coding/of/harbour-voice/").status_code == 404


def test_perfect_agreement_on_what_hardly_comes_bears_no_conclusion(desk, signed_in, started, other) -> None:
    for client in (desk, signed_in(other)):
        code(client, started, 1, "GOOD", "timeliness")
        code(client, started, 2, "BAD")
    page = plain(desk.get(at(started)))
    assert "Timeliness of care 1 1.00 not known Too little to tell" in page
    assert "Of 1 theme that anyone found in 2 pieces, 0 bears conclusions so far." in page
