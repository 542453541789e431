import json
import socket
import stat
import threading
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.feedback import keys
from heard.feedback.keys import pairs
from heard.feedback.keys.files import write_secret
from heard.feedback.keys.holder import Holder, HolderStore, answer
from heard.feedback.keys.stores import EnvironmentStore, FileStore, NoStore

ID, OTHER = "worker-0123456789ab", "organisation-7-ba9876543210"
DATA_KEY = b"k" * 32


@pytest.fixture
def files(tmp_path):
    return FileStore(tmp_path / "keys")


@pytest.fixture
def holder(tmp_path, files):
    """A key holder that listens, and the store that asks it."""
    server = Holder(address=tmp_path / "keys.sock", held=files)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield HolderStore(tmp_path / "keys.sock")
    server.shutdown()
    thread.join()
    server.server_close()


def in_variables(files, *key_ids):
    text = " ".join(f"{each}:{b64encode(files.private_half(key_id=each)).decode()}" for each in key_ids)
    return EnvironmentStore({"HEARD_OPENING_KEYS": text})


@pytest.fixture(params=["files", "environment", "holder"])
def store(request, files):
    """Each kind of store, holding the key ID."""
    files.make(key_id=ID)
    if request.param == "holder":
        return request.getfixturevalue("holder")
    return files if request.param == "files" else in_variables(files, ID)


class TestEveryStore:
    def test_opens_what_was_wrapped_to_a_key_it_holds(self, store):
        public = pairs.public_key(stored=store.public_half(key_id=ID))
        wrapped = pairs.wrap(data_key=DATA_KEY, public_key=public, context=b"here")
        assert store.unwrap(key_id=ID, wrapped=wrapped, context=b"here") == DATA_KEY

    def test_says_in_one_way_that_something_does_not_open(self, store):
        public = pairs.public_key(stored=store.public_half(key_id=ID))
        wrapped = pairs.wrap(data_key=DATA_KEY, public_key=public, context=b"here")
        for changed, context in ((wrapped, b"there"), (wrapped[:-1], b"here"), (b"", b"here")):
            with pytest.raises(keys.CannotUnseal):
                store.unwrap(key_id=ID, wrapped=changed, context=context)

    def test_says_which_keys_it_holds(self, store):
        assert store.ids() == {ID}
        assert store.holds(key_id=ID)
        assert not store.holds(key_id=OTHER)

    def test_says_that_a_key_is_not_here(self, store):
        with pytest.raises(keys.NoSuchKey):
            store.unwrap(key_id=OTHER, wrapped=b"x", context=b"here")
        with pytest.raises(keys.NoSuchKey):
            store.public_half(key_id=OTHER)


class TestFiles:
    def test_are_for_their_owner_alone(self, files):
        files.make(key_id=ID)
        (file,) = files.folder.iterdir()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(files.folder.stat().st_mode) == 0o700

    def test_a_damaged_file_is_no_key(self, files):
        write_secret(files.folder / f"{ID}.key", b"short")
        with pytest.raises(keys.NoSuchKey):
            files.public_half(key_id=ID)

    def test_a_key_is_never_written_over(self, files):
        public = files.make(key_id=ID)
        with pytest.raises(FileExistsError):
            files.make(key_id=ID)
        files.keep(key_id=ID, private=b"x" * 96)
        assert files.public_half(key_id=ID) == public

    def test_a_forgotten_key_opens_nothing_more_in_this_process_either(self, files):
        public = pairs.public_key(stored=files.make(key_id=ID))
        wrapped = pairs.wrap(data_key=DATA_KEY, public_key=public, context=b"")
        assert files.unwrap(key_id=ID, wrapped=wrapped, context=b"") == DATA_KEY
        files.forget(key_id=ID)
        with pytest.raises(keys.NoSuchKey):
            files.unwrap(key_id=ID, wrapped=wrapped, context=b"")
        assert list(files.folder.iterdir()) == []


class TestTheEnvironment:
    def test_holds_several_keys_in_one_variable_or_one_in_each(self, files):
        for each in (ID, OTHER):
            files.make(key_id=each)
        one_each = {
            f"HEARD_OPENING_KEY_{n}": f"{each}:{b64encode(files.private_half(key_id=each)).decode()}"
            for n, each in enumerate((ID, OTHER))
        }
        assert EnvironmentStore(one_each).ids() == in_variables(files, ID, OTHER).ids() == {ID, OTHER}

    @pytest.mark.parametrize("value", ["nonsense", f"{ID}:!!!", f"{ID}:{b64encode(b'short').decode()}"])
    def test_a_variable_that_holds_no_key_is_named_and_its_value_is_not_told(self, value):
        with pytest.raises(keys.NoSuchKey, match="HEARD_OPENING_KEY_1") as refusal:
            EnvironmentStore({"HEARD_OPENING_KEY_1": value})
        assert value not in str(refusal.value)

    def test_makes_and_destroys_nothing(self, files):
        files.make(key_id=ID)
        store = in_variables(files, ID)
        with pytest.raises(keys.CannotMake):
            store.make(key_id=OTHER)
        with pytest.raises(keys.StaysInside):
            store.forget(key_id=ID)

    def test_is_what_the_setting_chooses(self, files, settings, monkeypatch):
        files.make(key_id=ID)
        encoded = b64encode(files.private_half(key_id=ID)).decode()
        monkeypatch.setenv("HEARD_OPENING_KEYS", f"{ID}:{encoded}")
        settings.HEARD_KEY_STORE = "environment"
        assert keys.holds(key_id=ID)


class TestTheHolder:
    def test_makes_keys_and_answers_their_public_half_alone(self, holder, files):
        public = holder.make(key_id=ID)
        assert files.public_half(key_id=ID) == public
        with pytest.raises(keys.CannotMake):
            holder.make(key_id=ID)

    def test_gives_no_private_half_away_and_destroys_none(self, holder, files):
        holder.make(key_id=ID)
        with pytest.raises(keys.StaysInside):
            holder.private_half(key_id=ID)
        with pytest.raises(keys.StaysInside):
            holder.forget(key_id=ID)
        assert files.holds(key_id=ID)

    @given(st.dictionaries(st.sampled_from(["do", "key", "wrapped", "context"]), st.text() | st.integers()))
    def test_answers_any_question_without_a_private_half(self, tmp_path_factory, asked):
        files = FileStore(tmp_path_factory.getbasetemp() / "holder-keys")
        if not files.holds(key_id=ID):
            files.make(key_id=ID)
        said = str(answer(held=files, asked={"key": ID, **asked}))
        assert b64encode(files.private_half(key_id=ID)).decode()[:40] not in said

    @pytest.mark.parametrize("line", [b"", b"[]", b"null", b'"do"', b"7", b"[" * 50_000, b"\xff", b"{"])
    def test_answers_a_line_that_is_no_question(self, holder, tmp_path, line):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
            asking.connect(str(tmp_path / "keys.sock"))
            asking.sendall(line + b"\n")
            told = asking.makefile("rb").readline()
        assert json.loads(told)["fault"] == "not understood"

    def test_an_id_that_names_a_path_is_not_followed(self, files):
        assert answer(held=files, asked={"do": "make", "key": "../worker-0123456789ab"})["fault"] == "cannot make"
        assert not files.folder.parent.joinpath(f"{ID}.key").exists()

    def test_is_said_to_be_away_when_nobody_listens(self, tmp_path):
        with pytest.raises(keys.StoreAway, match="does not answer"):
            HolderStore(tmp_path / "nobody.sock").ids()

    def test_its_socket_is_for_its_owner_alone(self, holder, tmp_path):
        assert stat.S_IMODE((tmp_path / "keys.sock").stat().st_mode) == 0o600

    def test_a_second_holder_at_the_same_place_is_refused(self, holder, tmp_path, files):
        with pytest.raises(FileExistsError):
            Holder(address=tmp_path / "keys.sock", held=files)


def test_no_store_holds_nothing_and_makes_nothing():
    store = NoStore()
    assert store.ids() == frozenset()
    with pytest.raises(keys.CannotMake):
        store.make(key_id=ID)
    with pytest.raises(keys.NoSuchKey):
        store.unwrap(key_id=ID, wrapped=b"", context=b"")
