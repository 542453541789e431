"""Questions that are answered by typing."""

import re
import unicodedata
from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heard.design.fields.asked import Asked, Words, plain
from heard.design.fields.bound import BoundAnswer
from heard.design.names import BLANKS, plain_name

_TOO_LONG = _("“%(label)s” must be %(limit_value)d characters or fewer")
_TOO_SHORT = _("“%(label)s” must be %(limit_value)d characters or more")

_PHONE = re.compile(r"^\+?(?:[\s().-]*\d){7,15}[\s().-]*(?:(?:x|ext\.?)\s*\d{1,6})?$", re.IGNORECASE)


_UNSEEN = ("C", "Z")
"""The first letters of the Unicode categories of characters that leave no mark on a page: controls and spaces."""


def _can_be_seen(text: str) -> bool:
    """Return whether a text leaves any mark; a NUL counts, so that it is refused as such."""
    seen = (char for char in text if char not in BLANKS)
    return any(unicodedata.category(char)[0] not in _UNSEEN or char == "\x00" for char in seen)


class _Typed(Asked):
    kind: ClassVar[str] = "text"
    inputmode: ClassVar[str] = ""
    spellcheck: ClassVar[bool | None] = None

    def __init__(
        self,
        *,
        width: int | None = None,
        autocomplete: str = "",
        prefix: Words = "",
        suffix: Words = "",
        **kwargs: Any,
    ) -> None:
        self.width = width
        self.autocomplete = autocomplete
        self.prefix = prefix
        self.suffix = suffix
        super().__init__(**kwargs)

    def describe(self, bound: BoundAnswer) -> dict[str, Any]:
        return super().describe(bound) | {
            "type": self.kind,
            "width": self.width,
            "autocomplete": self.autocomplete or None,
            "inputmode": self.inputmode or None,
            "spellcheck": self.spellcheck,
            "prefix": plain(self.prefix),
            "suffix": plain(self.suffix),
        }


class _Characters(_Typed, forms.CharField):
    default_error_messages: ClassVar[dict[str, Words]] = {"max_length": _TOO_LONG, "min_length": _TOO_SHORT}

    def to_python(self, value: Any) -> Any:
        """Count a line break as one character, as the person who typed it does; what nobody can see is no answer."""
        text = super().to_python(value)
        if not isinstance(text, str):
            return text
        return text.replace("\r\n", "\n") if _can_be_seen(text) else self.empty_value


class TextField(_Characters):
    """One line of text."""


class NameField(TextField):
    """What something is called, without signs by which it could look like another name or turn text round."""

    def to_python(self, value: Any) -> Any:
        """Return the name as it is read."""
        text = super().to_python(value)
        return plain_name(text) if isinstance(text, str) else text


class SearchField(_Characters):
    """Words to look for."""

    kind: ClassVar[str] = "search"
    marks_optional: ClassVar[bool] = False


def counting(limit: int) -> dict[str, Any]:
    """Return what the counting component says of a text of at most `limit` characters.

    The number stands alone, so that one sentence serves every plural form of every language.
    """
    forms = ("zero", "one", "two", "few", "many", "other")
    count = {"count": "%{count}"}
    return {
        "textareaDescriptionText": gettext("You can write up to %(limit)s characters.") % {"limit": limit},
        "charactersUnderLimitText": dict.fromkeys(forms, gettext("Characters left: %(count)s") % count),
        "charactersAtLimitText": gettext("Characters left: %(count)s") % {"count": 0},
        "charactersOverLimitText": dict.fromkeys(forms, gettext("Characters too many: %(count)s") % count),
    }


class TextareaField(_Characters):
    """Several lines of text; with `max_length` the page counts what is left."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(**kwargs)

    @property
    def component(self) -> str:  # type: ignore[override]
        """Return the counting component where there is something to count."""
        return "character_count" if self.max_length else "textarea"

    def describe(self, bound: BoundAnswer) -> dict[str, Any]:
        counted = (
            {"maxlength": self.max_length, "threshold": 75, **counting(self.max_length)} if self.max_length else {}
        )
        return {
            "value": self.shown(bound.value()),
            "rows": self.rows,
            "autocomplete": self.autocomplete or None,
            "attributes": self.attributes,
            **counted,
        }


class EmailField(_Typed, forms.EmailField):
    """An email address."""

    kind: ClassVar[str] = "email"
    spellcheck: ClassVar[bool | None] = False
    default_error_messages: ClassVar[dict[str, Words]] = {
        "required": _("Enter an email address"),
        "invalid": _("Enter an email address in the correct format, like name@example.com"),
    }

    def __init__(self, *, autocomplete: str = "email", **kwargs: Any) -> None:
        super().__init__(autocomplete=autocomplete, **kwargs)


class PhoneField(_Typed, forms.CharField):
    """A telephone number, kept as it was typed: people write theirs in many ways."""

    kind: ClassVar[str] = "tel"
    default_error_messages: ClassVar[dict[str, Words]] = {
        "required": _("Enter a phone number"),
        "invalid": _("Enter a phone number, like 01632 960 001 or +44 7700 900 982"),
    }
    default_validators = [RegexValidator(_PHONE, code="invalid")]

    def __init__(self, *, autocomplete: str = "tel", width: int | None = 20, **kwargs: Any) -> None:
        super().__init__(autocomplete=autocomplete, width=width, **kwargs)


class IntegerField(_Typed, forms.IntegerField):
    """A whole number; spaces and commas between thousands are let pass."""

    inputmode: ClassVar[str] = "numeric"
    spellcheck: ClassVar[bool | None] = False
    default_error_messages: ClassVar[dict[str, Words]] = {
        "required": _("Enter a number for “%(label)s”"),
        "invalid": _("“%(label)s” must be a whole number"),
        "max_value": _("“%(label)s” must be %(limit_value)s or fewer"),
        "min_value": _("“%(label)s” must be %(limit_value)s or more"),
    }
    widget = forms.TextInput

    def __init__(self, *, width: int | None = 5, **kwargs: Any) -> None:
        super().__init__(width=width, **kwargs)

    def to_python(self, value: Any) -> int | None:
        cleaned = re.sub(r"(?<=\d)[\s,](?=\d{3})", "", value.strip()) if isinstance(value, str) else value
        return super().to_python(cleaned)


class ColourField(_Typed, forms.CharField):
    """A colour as `#rrggbb`."""

    spellcheck: ClassVar[bool | None] = False
    default_error_messages: ClassVar[dict[str, Words]] = {
        "required": _("Enter a colour"),
        "invalid": _("Enter a colour as a hash and six letters or digits, like #005eb8"),
    }
    default_validators = [RegexValidator(r"^#[0-9a-f]{6}$", code="invalid")]

    def __init__(self, *, width: int | None = 10, **kwargs: Any) -> None:
        super().__init__(width=width, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.lower() if isinstance(text, str) else text


class PasswordField(_Typed, forms.CharField):
    """A secret, never shown again and never trimmed."""

    component: ClassVar[str] = "password"
    widget = forms.PasswordInput
    default_error_messages: ClassVar[dict[str, Words]] = {"required": _("Enter a password")}

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        super().__init__(autocomplete=autocomplete, strip=False, **kwargs)

    def shown(self, value: Any) -> str:
        """Return nothing: a password is typed again."""
        return ""


class HiddenField(Asked, forms.CharField):
    """A value that travels with the form unseen."""

    component: ClassVar[str] = "hidden"
    widget = forms.HiddenInput
