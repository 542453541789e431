from datetime import UTC, datetime, timedelta

from heard.feedback.networks import KEY_LIFE, MOST, WINDOW, Networks

NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)


def test_counts_what_came_from_one_network_of_late():
    networks = Networks()
    assert [networks.arrived(address=f"203.0.113.{end}", now=NOW) for end in (1, 77, 254)] == [1, 2, 3]
    assert networks.arrived(address="198.51.100.1", now=NOW) == 1
    assert networks.arrived(address="2001:db8::1", now=NOW) == 1
    assert networks.arrived(address="2001:db8:0:0:ffff::2", now=NOW) == 2


def test_forgets_what_is_past_the_window():
    networks = Networks()
    networks.arrived(address="203.0.113.1", now=NOW)
    assert networks.arrived(address="203.0.113.1", now=NOW + WINDOW) == 1


def test_takes_a_fresh_key_each_day_and_knows_nobody_again():
    networks = Networks()
    late = NOW + KEY_LIFE
    networks.arrived(address="203.0.113.1", now=NOW)
    networks.arrived(address="203.0.113.1", now=late - timedelta(seconds=1))
    assert networks.arrived(address="203.0.113.1", now=late) == 1


def test_what_is_no_address_or_this_machine_is_nobody():
    networks = Networks()
    assert [networks.arrived(address=each, now=NOW) for each in ("", "unknown", "127.0.0.1", "::1")] == [0] * 4


def test_holds_no_address():
    networks = Networks()
    networks.arrived(address="203.0.113.77", now=NOW)
    assert "203.0.113" not in repr(vars(networks))


def test_a_flood_costs_no_more_memory_than_is_set_aside_for_it(monkeypatch):
    networks = Networks()
    assert networks._arrivals.maxlen == MOST


def test_two_processes_know_a_network_by_different_marks():
    one, other = Networks(), Networks()
    one.arrived(address="203.0.113.1", now=NOW)
    other.arrived(address="203.0.113.1", now=NOW)
    assert one._arrivals[0][1] != other._arrivals[0][1]
