from io import BytesIO

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.template import engines

from heard.design.extraction import django_words

_TEMPLATE = b'{% load i18n %}\n<h1>{% translate "Sign in" %}</h1>\n{% blocktranslate %}Not "now"{% endblocktranslate %}'


def test_the_words_of_a_django_template_are_found_with_their_lines() -> None:
    found = list(django_words(BytesIO(_TEMPLATE), DEFAULT_KEYWORDS, [], {}))
    assert [(line, message) for line, _, message, _ in found] == [(2, "Sign in"), (3, 'Not "now"')]


def test_words_inside_a_jinja_macro_are_found() -> None:
    source = b'{% macro risk() %}<strong>{{ text or _("At risk") }}</strong>{{ gettext("Now") }}{% endmacro %}'
    found = [message for _, message, _, _ in extract("jinja2", BytesIO(source), options={"silent": "false"})]
    assert found == ["At risk", "Now"]
    assert "At risk" in engines["jinja2"].from_string(source.decode() + "{{ risk() }}").render({})
