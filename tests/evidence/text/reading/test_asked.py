import pytest

from evidence.text.reading.asked import Asked, served


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What was good?", Asked.GOOD),
        ("What went well?", Asked.GOOD),
        ("What could we do better?", Asked.BETTER),
        ("What was not so good?", Asked.BETTER),
        ("How could we improve?", Asked.IMPROVE),
        ("FFT Why?", Asked.WHY),
        ("Tell us what happened", Asked.UNKNOWN),
        ("", Asked.UNKNOWN),
        (None, Asked.UNKNOWN),
    ],
)
def test_what_a_question_is_after_is_told_from_its_words(question, asked):
    assert Asked.of(question) is asked


@pytest.mark.parametrize(
    ("service", "kind"),
    [
        ("PTS\xa0 - Patient Transport", "transport"),
        ("AMBULANCE", "ambulance"),
        ("MENTAL_HEALTH", "mental health"),
        ("Local partnerships- MH", "mental health"),
        ("Community health services", "community"),
        ("Bakery", ""),
        (None, ""),
    ],
)
def test_names_and_codes_of_services_are_known(service, kind):
    assert served(service) == kind
