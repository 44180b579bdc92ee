"""Forms for logging in and for one's own password."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm

from organisation.backends import login_name


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
