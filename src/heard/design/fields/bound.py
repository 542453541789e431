"""A question inside a form: what the NHS component that draws it is told."""

from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _


class BoundAnswer(BoundField):
    """One field of one form; `component` names its macro and `params` says everything that the macro is told."""

    @property
    def component(self) -> str:
        """Return the name under which `design/forms.jinja` keeps the macro."""
        return str(getattr(self.field, "component", "input"))

    @property
    def first_error(self) -> str:
        """Return the first error's sentence, or nothing."""
        return str(self.errors[0]) if self.errors else ""

    @property
    def error_href(self) -> str:
        """Return the place in the page that an error leads to; nothing for a field that nobody sees."""
        return "" if self.is_hidden else f"#{self.focus_id}"

    @property
    def focus_id(self) -> str:
        """Return the id of the control that wants attention."""
        finder = getattr(self.field, "focus_id", None)
        return str(finder(self)) if finder else self.auto_id

    @property
    def error_codes(self) -> frozenset[str]:
        """Return the codes of this field's errors."""
        problems = self.form.errors.as_data().get(self.name, [])
        return frozenset(str(problem.code) for problem in problems)

    @property
    def label_text(self) -> str:
        """Return the label, which says when an answer may be left out."""
        label = str(self.label)
        wants_mark = getattr(self.form, "marks_optional", True) and getattr(self.field, "marks_optional", True)
        return self._optional(label) if wants_mark and not self.field.required else label

    @staticmethod
    def _optional(label: str) -> str:
        return _("%(label)s (optional)") % {"label": label}

    def params(self, *, heading: bool = False, size: str = "", caption: str = "") -> dict[str, Any]:
        """Return the component's parameters; every word is plain text by now, no lazy string."""
        describe = getattr(self.field, "describe", None)
        own: dict[str, Any] = describe(self) if describe else {}
        title = {
            "text": self.label_text,
            "size": size or ("l" if heading else "s"),
            "isPageHeading": heading,
            "caption": {"text": caption} if caption else None,
        }
        legend_or_label = {"fieldset": {"legend": title}} if own.pop("has_legend", False) else {"label": title}
        params = {"id": self.auto_id, "idPrefix": self.auto_id, "name": self.html_name, **legend_or_label, **own}
        hint = str(getattr(self.field, "hint", ""))
        if hint and "hint" not in own:
            params["hint"] = {"text": hint}
        if self.errors:
            params["errorMessage"] = self._error_message()
        return {key: value for key, value in params.items() if value is not None}

    def _error_message(self) -> dict[str, str]:
        return {"text": self.first_error, "visuallyHiddenText": _("Error")}
