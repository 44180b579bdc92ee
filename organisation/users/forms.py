"""Forms of accounts and roles."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm

from organisation.enums import Role
from organisation.models import User, WorkUnit
from organisation.pages.fields import IndonesianDateField
from organisation.users.backends import login_name


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


class LoginForm(AuthenticationForm):
    """NIP or user name, and password. One sentence for everything that does not fit."""

    error_messages = {
        "invalid_login": "NIP/nama pengguna dan sandi tidak cocok. Periksa ketikan Anda; sandi membedakan huruf besar "
        "dan kecil.",
        "inactive": "NIP/nama pengguna dan sandi tidak cocok. Periksa ketikan Anda; sandi membedakan huruf besar "
        "dan kecil.",
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        username = self.fields["username"]
        username.label = "NIP atau nama pengguna"
        username.help_text = "NIP boleh ditulis dengan atau tanpa spasi."
        self.fields["password"].label = "Sandi"

    def clean_username(self) -> str:
        """The name as it is looked up, so that every spelling of a NIP counts as one account."""
        return login_name(self.cleaned_data["username"])


class OwnPasswordForm(PasswordChangeForm):
    """The old password and the new one, twice."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Sandi sekarang"
        _word_new_passwords(self)


class FirstPasswordForm(SetPasswordForm):
    """A new password, twice, behind a one-time link."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _word_new_passwords(self)


def _word_new_passwords(form: forms.Form) -> None:
    first, second = form.fields["new_password1"], form.fields["new_password2"]
    first.label = "Sandi baru"
    first.help_text = (
        "Paling sedikit 12 karakter. Beberapa kata yang mudah Anda ingat lebih kuat daripada satu kata dengan angka."
    )
    second.label = "Ulangi sandi baru"
    second.help_text = ""
