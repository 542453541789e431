"""Kinds of question: Django form fields that NHS components draw, with errors as plain sentences."""

from heard.design.fields.asked import Asked
from heard.design.fields.bound import BoundAnswer
from heard.design.fields.choices import CheckboxesField, CheckboxField, Choice, RadiosField, SelectField
from heard.design.fields.dates import DateField, DateParts
from heard.design.fields.days import DayField
from heard.design.fields.files import FileField
from heard.design.fields.text import (
    ColourField,
    EmailField,
    HiddenField,
    IntegerField,
    NameField,
    PasswordField,
    PhoneField,
    SearchField,
    TextareaField,
    TextField,
)

__all__ = [
    "Asked",
    "BoundAnswer",
    "CheckboxField",
    "CheckboxesField",
    "Choice",
    "ColourField",
    "DateField",
    "DateParts",
    "DayField",
    "EmailField",
    "FileField",
    "HiddenField",
    "IntegerField",
    "NameField",
    "PasswordField",
    "PhoneField",
    "RadiosField",
    "SearchField",
    "SelectField",
    "TextField",
    "TextareaField",
]
