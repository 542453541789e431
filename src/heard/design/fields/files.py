"""A file from the person's own machine."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from heard.design.fields.asked import Asked, Words
from heard.design.fields.bound import BoundAnswer


class FileField(Asked, forms.FileField):
    """A file; `accept` lists endings such as ".csv", `max_bytes` how large it may be."""

    component: ClassVar[str] = "file"
    default_error_messages: ClassVar[dict[str, Words]] = {
        "required": _("Choose a file"),
        "missing": _("Choose a file"),
        "invalid": _("The file did not arrive. Choose it again"),
        "empty": _("The file is empty. Choose another"),
        "ending": _("The file must be one of these kinds: %(endings)s"),
        "too_large": _("The file must be %(limit)s or smaller"),
    }

    def __init__(self, *, accept: tuple[str, ...] = (), max_bytes: int | None = None, **kwargs: Any) -> None:
        self.accept = accept
        self.max_bytes = max_bytes
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        """Refuse a file of the wrong kind or size by name and by length; what is in it is not looked at here."""
        file = super().to_python(data)
        if file is None:
            return None
        if self.accept and not str(file.name).lower().endswith(self.accept):
            message, endings = self.error_messages["ending"], ", ".join(self.accept)
            raise ValidationError(message, code="ending", params={"endings": endings})
        if self.max_bytes is not None and file.size > self.max_bytes:
            message, limit = self.error_messages["too_large"], filesizeformat(self.max_bytes)
            raise ValidationError(message, code="too_large", params={"limit": limit})
        return file

    def describe(self, bound: BoundAnswer) -> dict[str, Any]:
        accept = {"accept": ",".join(self.accept)} if self.accept else {}
        return {"attributes": accept | self.attributes}
