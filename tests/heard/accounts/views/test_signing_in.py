"""Signing in: password, second factor, throttling, and where it leads."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse

from heard.accounts import queries
from heard.accounts.models import AuditLine, Role, User
from tests.factories.accounts import MembershipFactory, UserFactory, give_second_factor, member

pytestmark = pytest.mark.django_db

PASSWORD = "quiet harbour lantern"


@pytest.fixture
def newcomer() -> User:
    """Someone who has a password and a role, but no second factor yet."""
    return MembershipFactory.create(user=UserFactory.create(password=PASSWORD), role=Role.CASEWORKER).user


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **more})


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def title_of(answer) -> str:
    found = re.search(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
    assert found
    return " ".join(found[1].split())


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_reset_password_done"])
def test_each_page_before_the_door_is_drawn_in_our_layout(client: Client, name: str) -> None:
    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert 'class="heard-brand"' in answer.content.decode()
    assert "<!-- heading ends -->" not in answer.content.decode()
    assert title_of(answer).endswith("– Heard")


def test_a_wrong_password_comes_back_with_422_and_an_error_title(client: Client, newcomer: User) -> None:
    answer = sign_in(client, newcomer, "wrong")

    assert answer.status_code == 422
    assert title_of(answer).startswith("Error: ")


def test_a_stranger_learns_nothing_from_the_answer(client: Client, newcomer: User) -> None:
    known = sign_in(client, newcomer, "wrong").content.decode()
    unknown = client.post(reverse("account_login"), {"login": "nobody@example.org", "password": "wrong"})

    line = "The email address or the password is not right"
    assert line in known
    assert line in unknown.content.decode()


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404
    assert client.get("/accounts/email/").status_code == 404


def test_a_newcomer_sets_up_a_second_factor_before_any_staff_page(client: Client, newcomer: User) -> None:
    sign_in(client, newcomer)

    answer = client.get(reverse("accounts:home"))

    assert answer.headers["Location"] == reverse("mfa_activate_totp")


def test_setting_it_up_shows_recovery_codes_and_opens_the_door(client: Client, newcomer: User) -> None:
    sign_in(client, newcomer)
    shown = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r">([A-Z2-7]{32})</code>", shown)
    assert secret

    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret[1])})

    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("mfa_view_recovery_codes")).content.decode().count("<code>") == 10
    assert client.get(reverse("accounts:home")).status_code == 200


def test_a_wrong_first_code_comes_back_with_422(client: Client, newcomer: User) -> None:
    sign_in(client, newcomer)
    client.get(reverse("mfa_activate_totp"))

    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 422


def test_in_the_demo_alone_it_may_be_skipped(client: Client, newcomer: User, settings) -> None:
    settings.HEARD_DEMO = True
    sign_in(client, newcomer)

    assert client.get(reverse("accounts:home")).status_code == 200


def test_the_password_alone_does_not_sign_in_whoever_has_a_second_factor(client: Client, newcomer: User) -> None:
    give_second_factor(newcomer)

    answer = sign_in(client, newcomer)

    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert "/accounts/login/" in client.get(reverse("accounts:home")).headers["Location"]


def test_password_and_code_sign_in(client: Client, newcomer: User) -> None:
    secret = give_second_factor(newcomer)
    sign_in(client, newcomer)

    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})

    assert client.get(reverse("accounts:home")).status_code == 200


def test_a_wrong_code_comes_back_with_422(client: Client, newcomer: User) -> None:
    give_second_factor(newcomer)
    sign_in(client, newcomer)

    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert answer.status_code == 422
    assert title_of(answer).startswith("Error: ")


def test_a_recovery_code_signs_in_once(client: Client, newcomer: User) -> None:
    give_second_factor(newcomer)
    code = RecoveryCodes.activate(newcomer).get_unused_codes()[0]
    for expected in (302, 422):
        client.logout()
        sign_in(client, newcomer)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_recovery_codes_alone_are_no_second_factor(newcomer: User) -> None:
    RecoveryCodes.activate(newcomer)

    assert not queries.has_second_factor(user=newcomer)


def test_the_secret_of_an_app_is_not_stored_in_the_clear(newcomer: User) -> None:
    secret = give_second_factor(newcomer)

    assert secret not in str(newcomer.authenticator_set.values_list("data", flat=True))


def test_too_many_attempts_close_the_door_for_a_while(client: Client, newcomer: User) -> None:
    for _ in range(5):
        sign_in(client, newcomer, "wrong")

    answer = sign_in(client, newcomer)

    assert answer.status_code == 422
    assert "There were too many attempts" in answer.content.decode()


def test_strangers_guesses_keep_nobody_out_of_a_browser_that_is_known(client: Client, newcomer: User) -> None:
    sign_in(client, newcomer)
    del client.cookies["heard_staff"]
    for _ in range(6):
        sign_in(Client(), newcomer, "wrong")

    assert sign_in(Client(), newcomer).status_code == 422
    assert sign_in(client, newcomer).status_code == 302


def test_a_known_browser_has_no_more_guesses_than_others_and_none_for_another_address(
    client: Client, newcomer: User, settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}
    sign_in(client, newcomer)
    another = UserFactory.create()
    del client.cookies["heard_staff"]
    for person in (newcomer, another):
        answers = [sign_in(client, person, "wrong").content.decode() for _ in range(6)]
        assert ["There were too many attempts" in answer for answer in answers] == [False] * 5 + [True]
    assert sign_in(Client(), newcomer).status_code == 302
    assert "There were too many attempts" in sign_in(Client(), another).content.decode()


@pytest.mark.parametrize("forged", ["", "x", "a.b:c:d", "é", "0" * 5000])
def test_a_forged_mark_of_a_known_browser_counts_for_nothing(client: Client, newcomer: User, forged: str) -> None:
    for _ in range(5):
        sign_in(Client(), newcomer, "wrong")
    client.cookies["heard_known"] = forged

    assert sign_in(client, newcomer).status_code == 422


def test_the_mark_of_a_known_browser_names_nobody(client: Client, newcomer: User) -> None:
    mark = sign_in(client, newcomer).cookies["heard_known"]

    assert newcomer.email not in mark.value
    assert (mark["httponly"], mark["samesite"], mark["path"]) == (True, "Strict", "/")


def test_too_many_attempts_from_one_place_are_answered_with_429(client: Client, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post(reverse("account_login"), {"login": "one@example.org", "password": "wrong"})

    answer = client.post(reverse("account_login"), {"login": "two@example.org", "password": "wrong"})

    assert answer.status_code == 429
    assert title_of(answer).startswith("Too many attempts")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:evil.example"]
)
def test_signing_in_never_leads_elsewhere(client: Client, newcomer: User, elsewhere: str) -> None:
    answer = sign_in(client, newcomer, next=elsewhere)

    assert answer.headers["Location"] == "/staff/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client: Client, newcomer: User) -> None:
    answer = sign_in(client, newcomer, next="/staff/account/")

    assert answer.headers["Location"] == "/staff/account/"


def test_signing_out_takes_a_post(client: Client) -> None:
    client.force_login(member(Role.ANALYST))

    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("accounts:home")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("accounts:home")).status_code == 302


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client: Client, newcomer: User) -> None:
    client.post(reverse("account_reset_password"), {"email": newcomer.email})
    link = re.search(r"/accounts/password/reset/key/\S+", str(mail.outbox[-1].body))
    assert link
    form = client.get(link[0], follow=True).redirect_chain[-1][0]

    done = client.post(form, {"password1": "seven calm otters", "password2": "seven calm otters"}, follow=True)

    assert done.status_code == 200
    newcomer.refresh_from_db()
    assert newcomer.check_password("seven calm otters")
    assert "This link no longer works" in client.get(link[0], follow=True).content.decode()


def test_a_link_for_an_unknown_address_is_promised_all_the_same_and_not_sent(client: Client) -> None:
    answer = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert answer.headers["Location"] == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_a_link_that_could_not_be_sent_stops_nothing_and_is_on_record(client: Client, newcomer: User, settings) -> None:
    settings.EMAIL_BACKEND = "tests.heard.accounts.test_mail.Unreachable"

    answer = client.post(reverse("account_reset_password"), {"email": newcomer.email})

    assert answer.status_code == 302
    assert AuditLine.objects.filter(code="accounts.mail.failed", subject_id=str(newcomer.pk)).exists()


def test_a_new_password_signs_out_everywhere(client: Client, newcomer: User) -> None:
    give_second_factor(newcomer)
    client.force_login(newcomer)
    elsewhere = Client()
    elsewhere.force_login(newcomer)

    new = "seven calm otters"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert elsewhere.get(reverse("accounts:home")).status_code == 302


def test_someone_who_left_is_not_let_in(client: Client, newcomer: User) -> None:
    newcomer.is_active = False
    newcomer.save()

    sign_in(client, newcomer)

    assert client.get(reverse("accounts:home")).status_code == 302


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_view_recovery_codes", "account_change_password", "account_logout", "mfa_reauthenticate"]
)
def test_each_page_behind_the_door_is_drawn_in_our_layout(client: Client, newcomer: User, name: str) -> None:
    secret = give_second_factor(newcomer)
    RecoveryCodes.activate(newcomer)
    sign_in(client, newcomer)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})

    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert 'class="heard-brand"' in answer.content.decode()


def test_changing_the_second_factor_asks_for_the_password_first(client: Client, newcomer: User) -> None:
    secret = give_second_factor(newcomer)
    sign_in(client, newcomer)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    session = client.session
    session["account_authentication_methods"] = [
        {**each, "at": time.time() - 3600} for each in session["account_authentication_methods"]
    ]
    session.save()

    answer = client.get(reverse("mfa_deactivate_totp"))

    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_stranger_learns_nothing_from_the_time_either(
    client: Client, newcomer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slow part is hashing: as often for an address that nobody has as for one that somebody has."""
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)

    sign_in(client, newcomer, "wrong")
    known = len(hashed)
    client.post(reverse("account_login"), {"login": "nobody@example.org", "password": "wrong"})

    assert len(hashed) == 2 * known


def test_a_forgotten_password_is_answered_before_its_letter_is_made(
    client: Client, newcomer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_off: list[Callable[[], None]] = []
    monkeypatch.setattr("heard.accounts.mail.meanwhile", put_off.append)

    client.post(reverse("account_reset_password"), {"email": newcomer.email})

    assert mail.outbox == []
    put_off[0]()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("weak", ["short", "Password2026!!", "qwertyuiop123"])
def test_a_weak_new_password_is_refused_with_what_to_do(client: Client, newcomer: User, weak: str) -> None:
    give_second_factor(newcomer)
    client.force_login(newcomer)

    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    )

    assert answer.status_code == 422
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)
