"""What the programme team fills in at its desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from civiscope.report.words.phrases import language_name
from civiscope.web.common.page import languages
from civiscope.web.common.rules.access import Role
from civiscope.web.common.zone import today
from civiscope.web.studies.domain.contact_list import LONGEST_NAME
from civiscope.web.studies.domain.mail_texts import LONGEST_SUBJECT
from civiscope.web.studies.models import Contact

ROLES = (
    (Role.READER.value, "Reader – sees the desk, changes nothing"),
    (Role.REVIEWER.value, "Reviewer – queries, corrects and approves answers"),
    (Role.EDITOR.value, "Editor – runs the wave: contacts, mails, deadlines"),
    (Role.OWNER.value, "Owner – everything, and lets others in"),
)
PARTS = (
    (Contact.Part.LEAD.value, "Lead – invites colleagues and assigns sections"),
    (Contact.Part.COLLEAGUE.value, "Colleague – answers questions"),
    (Contact.Part.SIGNATORY.value, "Signatory – signs for the city"),
)


class DateInput(forms.DateInput):
    """A browser's own field of a date."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PlanForm(forms.Form):
    """The deadline and the target of a wave."""

    deadline = forms.DateField(
        label="Deadline", widget=DateInput(), help_text="The last day for answers; cities see it in their mails."
    )
    target = forms.DecimalField(
        label="Target response rate (%)",
        required=False,
        min_value=1,
        max_value=100,
        decimal_places=1,
        help_text="The dashboard shows how far you are from it.",
        error_messages=dict.fromkeys(("min_value", "max_value"), "Enter a percentage from 1 to 100."),
    )

    @property
    def target_share(self) -> float | None:
        """The target as a share."""
        target = self.cleaned_data["target"]
        return None if target is None else float(target) / 100


class OpeningForm(PlanForm):
    """Opening a wave."""

    pilot = forms.ChoiceField(
        label="What for",
        choices=[("", "The real fieldwork"), ("pilot", "A pilot: answers are tests and stay apart")],
        required=False,
        widget=forms.RadioSelect,
    )
    cities = forms.FileField(
        label="List of cities",
        required=False,
        help_text="A CSV or Excel file with a column “city” holding codes. Without it, the whole frame is asked.",
    )

    prefill = forms.BooleanField(
        label="Take over answers of earlier waves, to be confirmed",
        required=False,
        help_text="They count once someone of the city has confirmed them.",
    )

    def clean_deadline(self) -> dt.date:
        """A wave is not opened for the past."""
        deadline: dt.date = self.cleaned_data["deadline"]
        _require_to_come(deadline)
        return deadline


class ExtensionForm(forms.Form):
    """A city's own deadline."""

    until = forms.DateField(
        label="Deadline of this city", required=False, widget=DateInput(), help_text="Empty: the deadline of the wave."
    )
    reason = forms.CharField(label="Reason", max_length=200, help_text="Kept in the audit log.")

    def clean_until(self) -> dt.date | None:
        """No city is asked to answer by a day that is over."""
        until: dt.date | None = self.cleaned_data["until"]
        if until is not None:
            _require_to_come(until)
        return until


class ContactForm(forms.Form):
    """Someone who answers for a city."""

    name = forms.CharField(label="Name", max_length=LONGEST_NAME)
    email = forms.EmailField(label="E-mail address", max_length=254)
    language = forms.ChoiceField(label="Language of mails and pages")
    part = forms.ChoiceField(label="Part", choices=PARTS)

    def __init__(self, *arguments: Any, **words: Any) -> None:
        super().__init__(*arguments, **words)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, language_name(code)) for code in languages()]

    def clean_email(self) -> str:
        """Addresses are kept in small letters."""
        return str(self.cleaned_data["email"]).lower()

    def clean_name(self) -> str:
        """A name stands on one line."""
        return " ".join(str(self.cleaned_data["name"]).split())


class AddContactForm(ContactForm):
    """A new contact, of a city and a questionnaire."""

    city = forms.CharField(label="Code of the city", max_length=64)
    questionnaire = forms.ChoiceField(label="Questionnaire")

    field_order = ("city", "questionnaire", "name", "email", "language", "part")

    def __init__(self, *arguments: Any, questionnaires: list[tuple[str, str]], **words: Any) -> None:
        super().__init__(*arguments, **words)
        field = self.fields["questionnaire"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = questionnaires


class UploadForm(forms.Form):
    """A file with a list."""

    file = forms.FileField(
        label="File with contacts", help_text="CSV (.csv) or an Excel workbook (.xlsx), at most 2 MB."
    )


class MarkForm(forms.Form):
    """A mark that mails do not arrive."""

    reason = forms.CharField(
        label="Why mails do not arrive",
        max_length=300,
        required=False,
        help_text="For example “has left the city”. Empty: takes the mark away.",
    )


class TextForm(forms.Form):
    """A mail's text."""

    subject = forms.CharField(label="Subject", max_length=LONGEST_SUBJECT)
    body = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 16}))


class MemberForm(forms.Form):
    """A new member of the team."""

    email = forms.EmailField(label="E-mail address", max_length=254)
    name = forms.CharField(label="Name", max_length=200)
    role = forms.ChoiceField(label="Role", choices=ROLES, widget=forms.RadioSelect, initial=Role.READER.value)


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label="Role", choices=ROLES, widget=forms.RadioSelect)


def _require_to_come(day: dt.date) -> None:
    """Raise ValidationError for a day that is over."""
    if day < today():
        raise forms.ValidationError("This day has passed. Choose one in the future.")
