"""Forms of accounts and roles."""

from django import forms

from organisation.enums import Role
from organisation.forms.fields import IndonesianDateField
from organisation.models import User, WorkUnit


class AccountForm(forms.Form):
    """The user name of a new account."""

    username = forms.CharField(
        label="Nama pengguna",
        max_length=150,
        validators=[User.username_validator],
        help_text="Hanya huruf, angka, dan tanda @ . + - _. Pegawai ber-NIP dapat juga masuk dengan NIP.",
    )

    def clean_username(self) -> str:
        """Refuse a name that is taken."""
        username = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(f"Nama pengguna “{username}” sudah dipakai. Pilih yang lain.")
        return username


class RoleForm(forms.Form):
    """A role for a time; only administrators may make administrators."""

    role = forms.ChoiceField(label="Peran")
    unit = forms.ModelChoiceField(
        WorkUnit.objects.all(),
        label="Unit kerja",
        required=False,
        empty_label="Seluruh pemerintah daerah",
        help_text="Hanya untuk Operator OPD: unit yang datanya diisi, termasuk unit di bawahnya.",
    )
    start = IndonesianDateField(label="Berlaku mulai")
    end = IndonesianDateField(label="Sampai", required=False, help_text="Kosongkan bila tanpa batas waktu.")

    def __init__(self, *args: object, may_grant_administrator: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        granted = [role for role in Role if may_grant_administrator or role != Role.ADMINISTRATOR]
        self.fields["role"].choices = [(role.value, role.label) for role in granted]
