"""What managers answer about a post and when a link goes out."""

from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext_lazy as _

from heard.campaigns import pictures
from heard.campaigns.actions import PostPlan
from heard.campaigns.models import Channel, Length, Post
from heard.design import fields, forms
from heard.design.languages import ENGLISH

LONGEST_TEXT = 65000


class TextsForm(forms.Form):
    """A post's texts in one language."""

    short = fields.TextareaField(
        label=_("Short text"),
        hint=_("For X and the like. The link follows it, so leave it out."),
        required=False,
        rows=4,
    )
    long = fields.TextareaField(
        label=_("Long text"), hint=_("For Facebook, LinkedIn, newsletters."), required=False, rows=8
    )

    def clean(self) -> dict[str, Any]:
        """Check that no text is longer than any network takes."""
        given = super().clean() or self.cleaned_data
        for name in ("short", "long"):
            if len(given.get(name) or "") > LONGEST_TEXT:
                self.add_error(name, _("This text is longer than any network takes"))
        return given

    @staticmethod
    def initial_of(post: Post, language: str) -> dict[str, Any]:
        """Return the texts that stand there now."""
        texts = {text.length: text.text for text in post.texts.all() if text.language == language}
        return {"short": texts.get(Length.SHORT, ""), "long": texts.get(Length.LONG, "")}


class PostForm(TextsForm):
    """A post: its name, texts in English, networks and picture."""

    name = fields.NameField(
        label=_("Name of the post"), hint=_("Nobody outside sees it. For example, Launch film"), max_length=160
    )
    networks = fields.CheckboxesField(
        label=_("Where it is to be said"),
        hint=_("What does not suit a network is shown beside the post."),
        choices=Channel.choices,
        required=False,
        small=True,
    )
    standing = fields.RadiosField(
        label=_("The picture that is there"),
        choices=[("keep", _("Keep it, or change it below")), ("remove", _("Take it away"))],
        initial="keep",
    )
    picture = fields.FileField(
        label=_("Picture"),
        hint=_("JPEG, PNG or WebP, 10 MB at most. Where it was taken and by which camera is left out."),
        accept=(".jpg", ".jpeg", ".png", ".webp"),
        max_bytes=pictures.LARGEST_UPLOAD,
        required=False,
    )
    alt_text = fields.TextareaField(
        label=_("What the picture shows"),
        hint=_("For people who cannot see it. Needed with a picture."),
        required=False,
        max_length=1000,
        rows=3,
    )

    def __init__(self, *args: Any, has_picture: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_picture = has_picture
        if not has_picture:
            del self.fields["standing"]
        self.order_fields(["name", "short", "long", "networks", "standing", "picture", "alt_text"])

    @classmethod
    def initial_of_post(cls, post: Post) -> dict[str, Any]:
        """Return what stands in a post now, as the form shows it."""
        texts = cls.initial_of(post, ENGLISH.code)
        return texts | {"name": post.name, "networks": post.networks, "alt_text": post.alt_text}

    def clean_picture(self) -> pictures.Picture | None:
        """Return the picture drawn anew, by what the file holds and not by its name."""
        sent = self.cleaned_data.get("picture")
        if not sent:
            return None
        try:
            return pictures.picture_of(sent)
        except pictures.PictureTooLarge as error:
            raise ValidationError(_("The picture is too large. Save it with fewer dots and choose it again")) from error
        except pictures.UnreadablePicture as error:
            raise ValidationError(
                _("This file is not a JPEG, PNG or WebP picture. Export it again and choose it anew")
            ) from error

    def clean(self) -> dict[str, Any]:
        """Check that there is a text, and that a picture has words."""
        given = super().clean() or self.cleaned_data
        if not (given.get("short") or given.get("long")) and not {"short", "long"} & set(self.errors):
            self.add_error("short", _("Write a short text or a long one"))
        has_picture = bool(given.get("picture")) or (self.has_picture and not self.takes_picture_away)
        if has_picture and not given.get("alt_text") and "alt_text" not in self.errors:
            self.add_error("alt_text", _("Say what the picture shows, for people who cannot see it"))
        return given

    @property
    def takes_picture_away(self) -> bool:
        """Whether the picture that is there is to go."""
        return self.cleaned_data.get("standing") == "remove"

    @property
    def plan(self) -> PostPlan:
        """Return what was answered."""
        given = self.cleaned_data
        return PostPlan(
            name=given["name"],
            networks=tuple(Channel(code) for code in given["networks"]),
            short=given["short"],
            long=given["long"],
            picture=given["picture"],
            takes_picture_away=self.takes_picture_away and not given["picture"],
            alt_text=given["alt_text"],
        )


class WhenForm(forms.Form):
    """When a link goes out."""

    day = fields.DateField(label=_("Day"), hint=_("Leave both empty to take it off the calendar."), required=False)
    at = fields.TextField(
        label=_("Time of day"), hint=_("For example, 9:30 or 16:00"), required=False, width=5, max_length=5
    )

    @staticmethod
    def initial_of(moment: datetime | None) -> dict[str, Any]:
        """Return a moment as the form shows it."""
        local = localtime(moment) if moment else None
        return {"day": local.date(), "at": f"{local:%H:%M}"} if local else {}

    def clean_at(self) -> time | None:
        """Return the time, if any."""
        typed = self.cleaned_data["at"]
        if not typed:
            return None
        hours, _colon, minutes = typed.replace(".", ":").partition(":")
        try:
            return time(int(hours), int(minutes or "0"))
        except ValueError as error:
            raise ValidationError(_("Write the time like 9:30 or 16:00")) from error

    def clean(self) -> dict[str, Any]:
        """Check that a time has its day."""
        given = super().clean() or self.cleaned_data
        if given.get("at") and not given.get("day") and "day" not in self.errors:
            self.add_error("day", _("Give the day as well as the time"))
        return given

    @property
    def moment(self) -> datetime | None:
        """Return the moment; 9 in the morning where only the day is given."""
        given = self.cleaned_data
        if not given["day"]:
            return None
        return datetime.combine(given["day"], given["at"] or time(9), tzinfo=get_current_timezone())
