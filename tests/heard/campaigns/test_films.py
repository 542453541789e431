"""The film in British Sign Language: what is taken, where it is watched, and its file piece by piece."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from heard.campaigns import actions, films
from heard.campaigns.models import Campaign
from heard.design import clock
from tests.factories.campaigns import CampaignFactory
from tests.heard.campaigns.people import a_manager_of

FILM = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 1000
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nTell us about your care.\n"


@given(size=st.integers(1, 5000), start=st.integers(0, 6000), length=st.integers(0, 6000))
def test_a_piece_is_never_more_than_the_file_holds(size: int, start: int, length: int) -> None:
    piece = films.piece_wanted(f"bytes={start}-{start + length}", size=size)
    if start >= size:
        assert piece is None
    else:
        assert piece is not None
        assert 0 <= piece.start < piece.end <= size


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", (0, 100)),
        ("bytes=0-", (0, 100)),
        ("bytes=10-19", (10, 20)),
        ("bytes=-10", (90, 100)),
        ("lines=1-2", (0, 100)),
        ("bytes=-", (0, 100)),
        ("bytes=0-1,5-6", (0, 100)),
        ("bytes=0-999999999999999999", (0, 100)),
        (f"bytes={'9' * 5000}-", (0, 100)),
        (f"bytes=0-{'9' * 5000}", (0, 100)),
    ],
)
def test_players_ask_for_pieces(header: str, expected: tuple[int, int]) -> None:
    piece = films.piece_wanted(header, size=100)
    assert piece is not None
    assert (piece.start, piece.end) == expected


@pytest.fixture
def campaign(db: None, settings, tmp_path: Path) -> Campaign:
    settings.MEDIA_ROOT = tmp_path
    made: Campaign = CampaignFactory.create(slug="care", open=True)
    return made


def sent(campaign: Campaign, **fields: object):
    return a_manager_of(campaign).post(reverse("campaigns:choose_film", args=[campaign.slug]), fields)


def with_film(campaign: Campaign) -> Campaign:
    response = sent(
        campaign, film=SimpleUploadedFile("film.mp4", FILM), captions=SimpleUploadedFile("film.vtt", CAPTIONS)
    )
    assert response.status_code == 302
    campaign.refresh_from_db()
    return campaign


@pytest.mark.slow
def test_a_film_is_a_link_on_every_public_page_and_nothing_where_there_is_none(campaign: Campaign) -> None:
    assert b"heard-watch" not in Client().get("/c/care/").content
    with_film(campaign)
    for path in ("/ur/c/care/", "/ur/c/care/contact/"):
        page = BeautifulSoup(Client().get(path).content, "html.parser")
        assert page.select(".heard-watch a[href='/ur/c/care/film/']"), path


def test_the_page_plays_it_with_captions_and_asks_nobody_else(campaign: Campaign) -> None:
    with_film(campaign)
    page = BeautifulSoup(Client().get("/c/care/film/").content, "html.parser")
    [source], [track] = page.select("video source"), page.select("video track[kind=captions]")
    assert str(source["src"]).startswith("/films/")
    assert str(track["src"]).endswith(".vtt")


def test_the_file_comes_whole_or_in_pieces_from_this_site(campaign: Campaign) -> None:
    with_film(campaign)
    address = reverse("campaigns:film_file", args=[Path(str(campaign.film)).name])
    whole = Client().get(address)
    assert (whole.status_code, whole.headers["Content-Type"]) == (200, "video/mp4")
    assert b"".join(whole) == FILM  # type: ignore[arg-type]
    piece = Client().get(address, headers={"range": "bytes=4-7"})
    assert (piece.status_code, piece.headers["Content-Range"]) == (206, f"bytes 4-7/{len(FILM)}")
    assert b"".join(piece) == b"ftyp"  # type: ignore[arg-type]
    assert Client().get(address, headers={"range": "bytes=99999-"}).status_code == 416


def test_an_address_outside_is_linked_and_never_shown_inside(campaign: Campaign) -> None:
    assert sent(campaign, address="https://films.example.org/bsl").status_code == 302
    page = BeautifulSoup(Client().get("/c/care/").content, "html.parser")
    assert page.select(".heard-watch a[href='https://films.example.org/bsl'][rel~=noreferrer]")
    assert not page.select("video, iframe, embed, object")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"film": SimpleUploadedFile("film.mp4", b"no film at all")}, "is not an MP4 or WebM film"),
        ({"film": SimpleUploadedFile("film.exe", FILM)}, "must be one of these kinds"),
        ({"address": "http://films.example.org/"}, "beginning with https://"),
        ({"address": "javascript:alert(1)"}, "beginning with https://"),
        ({}, "Choose a film, or write its address"),
    ],
)
def test_what_is_no_film_is_refused_with_a_clear_sentence(campaign: Campaign, fields, sentence: str) -> None:
    response = sent(campaign, **fields)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    campaign.refresh_from_db()
    assert not campaign.film.name


def test_a_film_can_be_taken_away(campaign: Campaign) -> None:
    with_film(campaign)
    name = Path(str(campaign.film)).name
    assert sent(campaign, standing="remove").status_code == 302
    assert b"heard-watch" not in Client().get("/c/care/").content
    assert Client().get("/c/care/film/").status_code == 404
    assert Client().get(f"/films/{name}").status_code == 404


def test_choosing_it_leaves_an_audit_line(campaign: Campaign) -> None:
    from heard.accounts.models import AuditLine

    actions.change_film(
        campaign=campaign, film=None, captions=None, address="https://films.example.org/", by=None, now=clock.now()
    )
    assert AuditLine.objects.filter(code="campaigns.film.changed").exists()
