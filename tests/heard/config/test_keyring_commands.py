"""`heard keys`, as an operator meets it."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from heard.config.cli import heard
from heard.config.health import look
from heard.design import clock
from heard.feedback import keys
from heard.feedback.actions.keyring import SETTLED_AFTER
from heard.feedback.keys import receipts_secret
from heard.feedback.models import SealingKey, WrappedKey
from heard.feedback.sealing import texts_for_worker
from tests.factories.accounts import OrganisationFactory
from tests.factories.feedback import SubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.HEARD_KEYS = tmp_path / "keys"
    return tmp_path


def operator(*arguments: str, typed: str = "") -> tuple[int, str]:
    """Give a command; return its exit code and all that it said, on one line."""
    done = CliRunner().invoke(heard, ["keys", *arguments], input=typed)
    return done.exit_code, " ".join(done.output.split())


def later(monkeypatch: pytest.MonkeyPatch, passed: timedelta) -> None:
    now = clock.now() + passed
    monkeypatch.setattr(clock, "now", lambda: now)


def test_missing_keys_are_made_once() -> None:
    OrganisationFactory.create()
    assert "Keys made: 2." in operator("new")[1]
    assert "Keys made: 0." in operator("new")[1]


@pytest.mark.parametrize("batch", ["0", "-5"])
def test_wrapping_anew_in_batches_of_none_is_refused(batch: str) -> None:
    code, said = operator("reseal", "--batch", batch)
    assert (code, "is not in the range" in said) == (2, True)


def test_a_machine_for_the_public_makes_none(settings: Settings) -> None:
    settings.HEARD_KEY_STORE = "none"
    code, said = operator("new")
    assert (code, "makes no keys" in said) == (3, True)


def test_a_key_is_rotated_wrapped_anew_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = SubmissionFactory.create(words="Kept")
    old = SealingKey.objects.get(organisation=None)
    assert operator("forget", old.key_id, "--yes")[0] == 3
    assert operator("rotate", "--worker")[0] == 0
    code, said = operator("forget", old.key_id, "--yes")
    assert (code, "1 submission or message is still wrapped" in said) == (3, True)

    code, said = operator("reseal")
    assert (code, "Wrapped anew: 1. Would not open: 0. Left: 0" in said) == (0, True)
    assert operator("forget", old.key_id, "--yes")[0] == 3
    later(monkeypatch, SETTLED_AFTER)
    code, said = operator("forget", old.key_id, "--yes")

    assert (code, "is destroyed here" in said) == (0, True)
    assert not keys.holds(key_id=old.key_id)
    assert list(texts_for_worker(submissions=[kept]).values()) == ["Kept"]
    assert "forgotten" in operator("list")[1]


def test_forgetting_asks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    keys.ensure_keys(organisations=[], now=clock.now())
    worker = SealingKey.objects.get()
    assert operator("rotate", "--worker")[0] == 0
    later(monkeypatch, SETTLED_AFTER)
    code, said = operator("forget", worker.key_id, typed="n\n")
    assert (code, "can then no longer be opened" in said) == (1, True)


def test_a_key_that_cannot_be_forgotten_is_refused_before_anybody_is_asked() -> None:
    keys.ensure_keys(organisations=[], now=clock.now())
    code, said = operator("forget", "nonsense", typed="y\n")
    assert (code, "There is no key nonsense" in said, "Destroy it?" in said) == (3, True, False)
    code, said = operator("forget", SealingKey.objects.get().key_id, typed="y\n")
    assert (code, "Rotate it first" in said, "Destroy it?" in said) == (3, True, False)


@pytest.mark.parametrize("arguments", [(), ("--worker", "--organisation", "x"), ("--organisation", "nobody")])
def test_a_rotation_names_one_owner_that_there_is(arguments: tuple[str, ...]) -> None:
    assert operator("rotate", *arguments)[0] == 3


def test_the_check_tells_faults_by_kind_without_a_word_of_them() -> None:
    kept = SubmissionFactory.create(words="Zebrafish")
    assert operator("check", "--all")[0] == 0
    WrappedKey.objects.filter(submission=kept, sealing_key__organisation=None).update(wrapped=b"cut")
    code, said = operator("check")
    assert (code, "FAULT cut off: wrapped key" in said, "Zebrafish" in said) == (1, True, False)


class TestBackUp:
    @pytest.fixture
    def made(self, folder: Path) -> Path:
        SubmissionFactory.create()
        receipts_secret.secret()
        code, said = operator("backup", str(folder / "keys.bundle"), "--custodians", "3", "--threshold", "2")
        assert (code, "2 keys, sealed" in said) == (0, True)
        return folder / "keys.bundle"

    @staticmethod
    def shares(bundle: Path) -> list[str]:
        pages = sorted(bundle.with_name("keys.bundle-shares").iterdir())
        words = [page.read_text().partition("custodians.\n\n")[2].split() for page in pages]
        numbered = [dict(zip(map(int, each[::2]), each[1::2], strict=True)) for each in words]
        return [" ".join(each[n] for n in sorted(each)) for each in numbered]

    def test_goes_all_the_way_round(self, made: Path, settings: Settings, tmp_path: Path) -> None:
        held, secret = keys.store().ids(), receipts_secret.secret()
        settings.HEARD_KEYS = tmp_path / "new machine"
        first, _, third = self.shares(made)
        code, said = operator("restore", str(made), typed=f"{first}\n{third}\n")
        assert (code, "Keys brought back: 2; here already: 0." in said) == (0, True), said
        assert keys.store().ids() == held
        assert receipts_secret.secret() == secret
        assert operator("check", "--all")[0] == 0

    def test_a_bad_share_is_told_and_asked_for_again(self, made: Path, settings: Settings, tmp_path: Path) -> None:
        settings.HEARD_KEYS = tmp_path / "new machine"
        first, second, _ = self.shares(made)
        code, said = operator("restore", str(made), typed=f"{first}\n{first}\nzebra crossing\n{second}\n")
        assert (code, "Share 1 was given already" in said, "Word 1 is not in the list" in said) == (0, True, True)

    def test_too_few_shares_bring_nothing_back(self, made: Path, settings: Settings, tmp_path: Path) -> None:
        settings.HEARD_KEYS = tmp_path / "new machine"
        code, _ = operator("restore", str(made), typed=f"{self.shares(made)[0]}\n")
        assert (code, keys.store().ids()) == (1, frozenset())

    def test_keys_that_are_here_stay(self, made: Path) -> None:
        first, second, _ = self.shares(made)
        assert "here already: 2" in operator("restore", str(made), typed=f"{first}\n{second}\n")[1]

    def test_its_files_are_for_their_owner_alone_and_not_written_over(self, made: Path) -> None:
        files = [made, *made.with_name("keys.bundle-shares").iterdir()]
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        code, said = operator("backup", str(made))
        assert (code, "is there already" in said) == (3, True)

    @pytest.mark.parametrize("left", ["", "AAAA", "another's"])
    def test_a_key_that_would_open_nothing_is_backed_up_by_nobody(self, folder: Path, left: str) -> None:
        SubmissionFactory.create()
        damaged, whole = sorted((folder / "keys").glob("*-*.key"))
        damaged.write_text(left if left != "another's" else whole.read_text())
        code, said = operator("backup", str(folder / "b"), "--custodians", "3", "--threshold", "2")
        assert (code, f"{damaged.stem} here would open nothing" in said) == (3, True)
        assert not (folder / "b").exists()

    def test_numbers_that_protect_nothing_are_refused(self, folder: Path) -> None:
        SubmissionFactory.create()
        assert operator("backup", str(folder / "b"), "--threshold", "1")[0] == 3
        assert not (folder / "b").exists()

    def test_health_names_keys_that_are_in_no_back_up(self, made: Path) -> None:
        assert "no back-up" not in _keys_sign()
        operator("rotate", "--worker")
        assert "1 is in no back-up made here" in _keys_sign()


def _keys_sign() -> str:
    return next(sign.sentence for sign in look(now=clock.now()) if sign.name == "keys")
