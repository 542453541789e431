"""Reading one piece after the other: the pages, what they keep, and who may."""

import re
from datetime import UTC, datetime

import pytest

from heard.accounts.models import AuditLine
from heard.casework.models import Case
from heard.insight.models import Aspect, ThemeDecision, ToneDecision
from tests.factories.casework import CaseFactory
from tests.factories.insight import SuggestionFactory, theme

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START = "/staff/decide/harbour-voice/"


@pytest.fixture
def case(organisation) -> Case:
    case = CaseFactory.create(organisation=organisation, words="Ring me on [phone].", tone="")
    SuggestionFactory.create(
        piece=case.piece, aspect=Aspect.THEME, theme=theme(), value="", score=0.55, why="Read from the word “ring”."
    )
    SuggestionFactory.create(piece=case.piece, aspect=Aspect.TONE, value="BAD", score=0.81)
    return case


def at(case: Case) -> str:
    return f"/staff/cases/{case.pk}/decide/?order=oldest&begun={int(datetime(2020, 9, 20, tzinfo=UTC).timestamp())}"


def plain(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_a_sitting_leads_to_the_first_piece_that_waits(desk, case) -> None:
    answer = desk.get(f"{START}?order=oldest")
    assert answer.status_code == 302
    assert answer.url.startswith(f"/staff/cases/{case.pk}/decide/?order=oldest&begun=")


def test_the_page_shows_the_words_what_is_suggested_how_surely_and_why(desk, case) -> None:
    page = desk.get(at(case))
    told = plain(page)
    assert '<span class="cw-gap">[phone]</span>' in page.content.decode()
    assert "Timeliness of care suggested 55%" in told
    assert "Read from the word “ring”." in told
    assert "suggested 81%" in told
    assert "0 of 1 in this set are decided" in told


def test_who_only_reads_is_told_so_before_they_begin_and_above_the_choices(reader, desk, case) -> None:
    told = "You may read this. Caseworkers decide."
    page = plain(reader.get(at(case)))
    assert told in plain(reader.get(START))
    assert page.index(told) < page.index("What is right")
    assert told not in plain(desk.get(START))
    assert told not in plain(desk.get(at(case)))


def test_each_theme_stands_once_with_keys_of_its_own(desk, case) -> None:
    page = desk.get(at(case)).content.decode()
    keys = [key for keys in re.findall(r'data-keys="([^"]+)"', page) for key in keys.split()]
    assert page.count(f'id="theme-{theme().code}"') == 1
    assert len(keys) == len(set(keys))
    assert len(re.findall(r'name="themes"', page)) == 41


def test_what_is_accepted_is_kept_as_a_decision_with_its_audit_lines(desk, case, worker) -> None:
    answer = desk.post(at(case), {"revision": "0", "tone": "BAD", "themes": [str(theme().pk)]})
    assert answer.status_code == 302
    assert ThemeDecision.objects.get(piece=case.piece, is_present=True).theme == theme()
    assert ToneDecision.objects.get(piece=case.piece).tone == "BAD"
    codes = set(AuditLine.objects.filter(actor=worker).values_list("code", flat=True))
    assert codes >= {"insight.piece.themes_decided", "insight.piece.tone_decided"}
    assert Case.objects.get(pk=case.pk).revision == 1


def test_after_the_last_piece_the_set_is_said_to_be_done(desk, case) -> None:
    page = desk.post(at(case), {"revision": "0", "tone": "BAD"}, follow=True)
    assert "All 1 pieces of this set are decided." in plain(page)


def test_without_a_tone_nothing_is_kept_and_the_page_says_what_to_do(desk, case) -> None:
    page = desk.post(at(case), {"revision": "0", "themes": [str(theme("food-drink").pk)]})
    assert page.status_code == 422
    assert "Choose the tone." in plain(page)
    assert re.search(r'id="theme-food-drink"[^>]* checked>', page.content.decode())
    assert not ThemeDecision.objects.exists()


def test_the_later_of_two_people_sees_what_the_earlier_changed_and_overwrites_nothing(desk, case) -> None:
    desk.post(at(case), {"revision": "0", "tone": "BAD"})
    page = desk.post(at(case), {"revision": "0", "tone": "GOOD"})
    assert page.status_code == 409
    assert "What changed meanwhile" in plain(page)
    assert ToneDecision.objects.get(piece=case.piece).tone == "BAD"


def test_who_reads_cases_without_working_on_them_reads_here_and_decides_nothing(reader, case) -> None:
    assert "Caseworkers decide." in plain(reader.get(at(case)))
    assert reader.post(at(case), {"revision": "0", "tone": "BAD"}).status_code == 404


def test_a_stranger_finds_nothing(stranger, case) -> None:
    assert stranger.get(at(case)).status_code == 404
    assert stranger.get(START).status_code == 404


def test_nonsense_in_the_address_asks_for_nothing(desk, case) -> None:
    assert desk.get(f"/staff/cases/{case.pk}/decide/?order=x&begun=y&theme=z").status_code == 200
    assert desk.get(f"{START}?order=x").status_code == 422
