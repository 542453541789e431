import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from heard.accounts.doors import Role
from heard.feedback import tasks
from heard.feedback.models import BatchState, ImportBatch, Piece
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.campaigns import CampaignFactory, FormFactory
from tests.heard.feedback.sheets import HEADER, ROWS, csv_file, many_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def organisation():
    return OrganisationFactory.create()


@pytest.fixture
def staff(client, organisation):
    client.force_login(member(Role.ANALYST, organisation))
    return client


def send(client, organisation, path, campaign=""):
    with path.open("rb") as file:
        return client.post(
            "/staff/imports/new/", {"organisation": organisation.slug, "campaign": campaign, "file": file}
        )


def sent(client, organisation, path):
    response = send(client, organisation, path)
    assert response.status_code == 302, response.content.decode()
    return ImportBatch.objects.get()


def choices(html):
    """Return what the columns page would send as it stands."""
    selects = re.findall(r'<select[^>]*name="([^"]+)"(.*?)</select>', html, re.DOTALL)
    chosen = {name: re.search(r'value="(\w+)" selected', options) for name, options in selects}
    return {name: found[1] for name, found in chosen.items() if found} | {"wording": "new", "date_order": "day"}


def test_a_new_user_imports_a_file_from_the_first_page_to_the_last(staff, organisation, tmp_path):
    assert "Nothing was imported yet" in staff.get("/staff/imports/").content.decode()
    batch = sent(staff, organisation, csv_file(tmp_path / "comments.csv", *ROWS, ("c4", "", "never", "", "", "", "")))
    columns = staff.get(f"/staff/imports/{batch.pk}/", follow=True).content.decode()
    assert "What do the columns mean?" in columns
    response = staff.post(f"/staff/imports/{batch.pk}/columns/", choices(columns), follow=True)
    report = response.content.decode()
    assert "Of 4 rows, 3 can be taken and 1 cannot. They hold 3 pieces of feedback." in report
    assert "The date is missing or is no real day" in report
    assert not Piece.objects.exists()
    rows = staff.get(f"/staff/imports/{batch.pk}/rows.csv")
    assert b"Nothing was said" in b"".join(rows.streaming_content)
    done = staff.post(f"/staff/imports/{batch.pk}/start/", follow=True).content.decode()
    assert "Of 4 rows, 3 went in and 1 did not" in done
    assert Piece.objects.visible().count() == 3
    assert "comments.csv" in staff.get("/staff/imports/").content.decode()


def test_a_file_whose_rows_hold_no_words_says_so_before_it_is_imported(staff, organisation, tmp_path):
    batch = sent(staff, organisation, csv_file(tmp_path / "comments.csv", *ROWS))
    columns = choices(staff.get(f"/staff/imports/{batch.pk}/", follow=True).content.decode())
    with_words = staff.post(f"/staff/imports/{batch.pk}/columns/", columns, follow=True).content.decode()
    assert "No row holds words" not in with_words
    without = {name: "NOTHING" if chosen == "WORDS" else chosen for name, chosen in columns.items()}
    report = staff.post(f"/staff/imports/{batch.pk}/columns/", without, follow=True).content.decode()
    assert "No row holds words" in report


def test_examples_are_shown_redacted(staff, organisation, tmp_path):
    row = (*ROWS[0][:6], "Ring me on 07700 900123, quokka@example.org")
    batch = sent(staff, organisation, csv_file(tmp_path / "f.csv", row))
    html = staff.get(f"/staff/imports/{batch.pk}/columns/").content.decode()
    assert "Ring me on [phone], [email]" in html
    assert "900123" not in html
    assert "For example: 30/09/2020" in html


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("f.csv", b"Comment,Date\n", "a header and no rows below it"),
        ("f.csv", b"Comment\nnul \x00 here\n", "bytes that no text has"),
        ("f.xlsx", b"Comment\nwords\n", "not a spreadsheet"),
        ("f.pdf", b"words", "one of these kinds"),
        ("f.csv", ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n1\n", "more than 300 columns"),
    ],
    ids=["no rows", "nul", "not a sheet", "kind", "columns"],
)
def test_a_file_that_cannot_be_taken_gets_a_sentence_beside_the_field(staff, organisation, name, content, sentence):
    response = staff.post(
        "/staff/imports/new/",
        {"organisation": organisation.slug, "campaign": "", "file": SimpleUploadedFile(name, content)},
    )
    assert response.status_code == 422
    html = response.content.decode()
    assert sentence in html
    assert "Error:" in html
    assert "There is a problem" in html
    assert not ImportBatch.objects.exists()


def test_an_empty_file_gets_a_sentence(staff, organisation):
    response = staff.post(
        "/staff/imports/new/", {"organisation": organisation.slug, "file": SimpleUploadedFile("f.csv", b"")}
    )
    assert response.status_code == 422
    assert "The file is empty" in response.content.decode()


def test_columns_that_say_too_little_get_a_sentence(staff, organisation, tmp_path):
    batch = sent(staff, organisation, csv_file(tmp_path / "f.csv", ("5",), ("6",), header=("Shoe size",)))
    response = staff.post(
        f"/staff/imports/{batch.pk}/columns/", {"column_1": "NOTHING", "wording": "new", "date_order": "day"}
    )
    assert response.status_code == 422
    assert "No column says what people wrote" in response.content.decode()


def test_a_file_that_breaks_off_gets_its_sentence_as_the_answer(staff, organisation, tmp_path):
    path = csv_file(tmp_path / "f.csv", *many_rows(600))
    path.write_bytes(path.read_bytes() + b'c,r,,,,,"never closed\n')
    batch = sent(staff, organisation, path)
    html = staff.get(f"/staff/imports/{batch.pk}/columns/").content.decode()
    response = staff.post(f"/staff/imports/{batch.pk}/columns/", choices(html))
    assert response.status_code == 422
    assert "A quotation mark in row 602" in response.content.decode()
    assert "Nothing was imported" in staff.get(f"/staff/imports/{batch.pk}/").content.decode()


def test_a_larger_import_shows_where_it_stands_until_the_worker_is_done(staff, organisation, tmp_path, monkeypatch):
    from heard.feedback.actions.importing import sending

    monkeypatch.setattr(sending, "CHECKED_AT_ONCE", 1)
    monkeypatch.setattr(sending, "ROWS_IMPORTED_AT_ONCE", 1)
    batch = sent(staff, organisation, csv_file(tmp_path / "f.csv", *ROWS))
    page = f"/staff/imports/{batch.pk}/"
    html = staff.get(f"{page}columns/").content.decode()
    assert "Waiting for its turn" in staff.post(f"{page}columns/", choices(html), follow=True).content.decode()
    tasks.import_some(holder="worker", limit=1)
    assert "Check before you import" in staff.get(page).content.decode()
    assert "Waiting for its turn" in staff.post(f"{page}start/", follow=True).content.decode()
    ImportBatch.objects.update(state=BatchState.RUNNING, rows_done=2)
    running = staff.get(page).content.decode()
    assert "2 of 3" in running
    assert "erase the file" not in running
    ImportBatch.objects.update(state=BatchState.TO_IMPORT)
    tasks.import_some(holder="worker", limit=1)
    assert "Imported" in staff.get(page).content.decode()


def test_giving_up_erases_the_file_and_leads_to_the_list(staff, organisation, tmp_path):
    batch = sent(staff, organisation, csv_file(tmp_path / "f.csv", *ROWS))
    response = staff.post(f"/staff/imports/{batch.pk}/give-up/", follow=True)
    assert "given up" in response.content.decode()
    batch.refresh_from_db()
    assert batch.stored_as == ""
    assert staff.get(f"/staff/imports/{batch.pk}/columns/").status_code == 302


def test_a_step_out_of_turn_leads_back_to_where_the_import_stands(staff, organisation, tmp_path):
    batch = sent(staff, organisation, csv_file(tmp_path / "f.csv", *ROWS))
    response = staff.post(f"/staff/imports/{batch.pk}/start/")
    assert (response.status_code, response.url) == (302, f"/staff/imports/{batch.pk}/")
    assert staff.get(f"/staff/imports/{batch.pk}/rows.csv").status_code == 404


def test_a_campaign_is_offered_where_the_organisation_receives_and_refused_elsewhere(client, tmp_path):
    mine, other = OrganisationFactory.create_batch(2)
    campaign = FormFactory.create(campaign=CampaignFactory.create(owner=other), organisation=mine).campaign
    own_of_other = CampaignFactory.create(owner=other)
    user = member(Role.CAMPAIGN_MANAGER, mine)
    client.force_login(user)
    assert campaign.title in client.get("/staff/imports/new/").content.decode()
    assert own_of_other.title not in client.get("/staff/imports/new/").content.decode()
    path = csv_file(tmp_path / "f.csv", *ROWS)
    assert send(client, mine, path, campaign=own_of_other.slug).status_code == 422
    assert send(client, mine, path, campaign=campaign.slug).status_code == 302
    assert ImportBatch.objects.get().campaign == campaign


def test_a_stranger_finds_no_import_of_others_anywhere(staff, organisation, client, tmp_path):
    batch = sent(staff, organisation, csv_file(tmp_path / "f.csv", *ROWS))
    client.force_login(member(Role.ANALYST))
    for address in ("", "columns/", "rows.csv"):
        assert client.get(f"/staff/imports/{batch.pk}/{address}").status_code == 404
    for address in ("start/", "give-up/", "columns/"):
        assert client.post(f"/staff/imports/{batch.pk}/{address}").status_code == 404
    assert "f.csv" not in client.get("/staff/imports/").content.decode()
    assert send(client, organisation, tmp_path / "f.csv").status_code == 422


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.PARTNER, Role.RESPONDER, Role.PRIVACY_LEAD])
def test_other_roles_find_no_imports_at_all(client, organisation, role):
    client.force_login(member(role, organisation))
    assert client.get("/staff/imports/").status_code == 404
    assert client.get("/staff/imports/new/").status_code == 404


@pytest.mark.parametrize("role", [Role.ANALYST, Role.CAMPAIGN_MANAGER, Role.ADMINISTRATOR])
def test_those_who_may_import_find_the_page(client, organisation, role):
    client.force_login(member(role, organisation))
    assert client.get("/staff/imports/new/").status_code == 200


def test_every_column_of_the_file_stands_on_the_page_once(staff, organisation, tmp_path):
    batch = sent(staff, organisation, csv_file(tmp_path / "f.csv", *ROWS))
    html = staff.get(f"/staff/imports/{batch.pk}/columns/").content.decode()
    assert len(choices(html)) == len(HEADER) + 2
