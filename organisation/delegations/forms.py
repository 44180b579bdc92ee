"""The form with which a head names who sends reports in their place."""

import datetime

from django import forms

from organisation.models import Assignment, Position, User
from organisation.pages.fields import IndonesianDateField
from organisation.people.responsibility import possible_delegates


class DelegateField(forms.ModelChoiceField):
    """One of the people with a post in the unit or below, named with that post."""

    def label_from_instance(self, user: User) -> str:
        """`Siti Rahma – Sekretaris Dinas Kesehatan`."""
        return " – ".join(filter(None, (str(user), self.posts.get(user.employee_id, ""))))


class DelegationForm(forms.Form):
    """Who, from when until when, and why."""

    delegate = DelegateField(
        label="Delegasi",
        queryset=User.objects.none(),
        empty_label="Pilih orangnya",
        help_text="Orang yang mempunyai jabatan di unit kerja ini atau di bawahnya, dan mempunyai akun.",
        error_messages={"invalid_choice": "Pilih orang dari daftar."},
    )
    start = IndonesianDateField(label="Mulai", help_text="Hari pertama; paling cepat hari ini.")
    end = IndonesianDateField(label="Sampai", help_text="Hari terakhir. Sesudahnya delegasi berhenti sendiri.")
    reason = forms.CharField(
        label="Alasan", max_length=200, help_text="Misalnya Cuti tahunan, atau Dinas luar ke Jakarta. Tercatat."
    )

    def __init__(self, position: Position, today: datetime.date, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        people = possible_delegates(position, today).select_related("employee").order_by("employee__name", "pk")
        self.fields["delegate"].queryset = people
        posts = Assignment.objects.in_office(today).filter(employee__user__in=people).select_related("position")
        self.fields["delegate"].posts = {post.employee_id: post.held_title for post in posts.order_by("-kind", "pk")}
