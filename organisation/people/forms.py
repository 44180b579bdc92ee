"""Forms of employees and of who holds which position."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from organisation.domain.nip import group_nip, is_nip, normalise_nip
from organisation.domain.ranks import CONTRACT_GRADES, RANKS, is_known_rank_code, normalise_rank_code
from organisation.enums import AssignmentKind
from organisation.models import Employee
from organisation.pages.fields import IndonesianDateField, NipField
from organisation.querysets import EmployeeQuerySet

MOST_NAMED = 5
_NUMBER_AT_END = re.compile(r"\bno\. (\d+)$")


class EmployeeForm(forms.ModelForm):
    """An employee's particulars; odd NIPs are told as warnings after saving, never refused."""

    employee_number = NipField(
        label="NIP atau NI PPPK",
        required=False,
        help_text="18 angka, boleh dengan spasi. Kosongkan untuk kepala daerah dan pegawai tanpa NIP.",
        error_messages={"unique": "NIP ini sudah dipakai pegawai lain. Cari pegawai itu dalam daftar Pegawai."},
    )

    class Meta:
        model = Employee
        fields = ["name", "title_prefix", "title_suffix", "employee_number", "rank_code", "email", "phone"]
        help_texts = {
            "name": "Tanpa gelar.",
            "title_prefix": "Misalnya Dr. atau dr. H.",
            "title_suffix": "Misalnya S.E., M.M.",
            "rank_code": "Misalnya IV/b, atau IX untuk PPPK.",
            "email": "Pengingat dan pemberitahuan dikirim ke alamat ini.",
        }

    def clean_rank_code(self) -> str:
        """The golongan as the tables write it; an unknown one is refused with the cure."""
        code = self.cleaned_data["rank_code"]
        if code and not is_known_rank_code(code):
            raise ValidationError(
                f"Golongan “{code}” tidak dikenal. Tulis I/a sampai {list(RANKS)[-1]} untuk PNS, atau "
                f"{CONTRACT_GRADES[0]} sampai {CONTRACT_GRADES[-1]} untuk PPPK."
            )
        return normalise_rank_code(code)


def employee_option(employee: Employee) -> str:
    """How an employee is offered and understood in `EmployeeField`: name with NIP, or with a number of our own."""
    mark = group_nip(employee.employee_number) or f"no. {employee.pk}"
    return f"{employee.full_name} – {mark}"


class EmployeeField(forms.CharField):
    """One employee, typed as NIP or as name; the browser offers matching names while one types.

    A list of thousands of people would not fit into a page on a slow line.
    """

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("label", "Pegawai")
        kwargs.setdefault("help_text", "Ketik NIP atau sebagian nama, lalu pilih dari daftar.")
        super().__init__(**kwargs)
        self.widget.attrs |= {
            "list": "pilihan-pegawai",
            "autocomplete": "off",
            "hx-get": reverse_lazy("organisation:employee_options"),
            "hx-trigger": "input changed delay:300ms",
            "hx-target": "#pilihan-pegawai",
            "hx-swap": "innerHTML",
        }

    def clean(self, value: object) -> Employee | None:
        """The one employee who is meant; ValidationError names the candidates when there are several."""
        text = super().clean(value)
        if not text:
            return None
        found = list(self._candidates(text)[: MOST_NAMED + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(f"Tidak ada pegawai yang cocok dengan “{text}”. Periksa ejaan atau tambahkan dahulu.")
        names = "; ".join(employee_option(employee) for employee in found[:MOST_NAMED])
        raise ValidationError(f"Ada beberapa pegawai yang cocok. Pilih salah satu: {names}.")

    @staticmethod
    def _candidates(text: str) -> EmployeeQuerySet:
        everybody = Employee.objects.all()
        own_number = _NUMBER_AT_END.search(text)
        if own_number:
            return everybody.filter(pk=own_number[1])
        digits = normalise_nip(text.rsplit("–", 1)[-1])
        if is_nip(digits):
            return everybody.filter(employee_number=digits)
        exact = everybody.filter(name__iexact=text)
        return exact if exact.exists() else everybody.named_like(text)


class AssignmentForm(forms.Form):
    """Who takes a position, in which capacity, and when."""

    employee = EmployeeField()
    kind = forms.ChoiceField(
        label="Status",
        choices=AssignmentKind.choices,
        help_text="Plt. bila jabatan kosong, Plh. bila pejabatnya berhalangan sementara.",
    )
    start = IndonesianDateField(label="Mulai menjabat", help_text="Hari pertama.")
    end = IndonesianDateField(
        label="Sampai", required=False, help_text="Hari terakhir; kosongkan bila belum ditentukan."
    )


class EndForm(forms.Form):
    """The last day of an assignment."""

    end = IndonesianDateField(label="Hari terakhir menjabat", help_text="Pada hari ini ia masih menjabat.")
