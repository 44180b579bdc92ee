"""How a person wants to be told."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from messaging.enums import MessageKind
from messaging.models import MessageSettings

CLOCK = {"type": "time"}
HALF = "Isi kedua jam, atau kosongkan keduanya bila tidak perlu jam tenang."


def _kinds(label: str, help_text: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=MessageKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
        error_messages={"invalid_choice": "Jenis pemberitahuan ini tidak dikenal. Muat ulang halaman ini."},
    )


class MessageSettingsForm(forms.ModelForm):
    """Kinds by channel, and the hours in which nothing leaves the application."""

    email_kinds = _kinds("Lewat surel", "Tanpa centang, pemberitahuan itu hanya tampil pada lonceng di aplikasi.")
    whatsapp_kinds = _kinds("Lewat WhatsApp", "Centang berarti Anda setuju menerimanya pada nomor telepon Anda.")

    class Meta:
        model = MessageSettings
        fields = ["email_kinds", "whatsapp_kinds", "quiet_from", "quiet_until"]
        widgets = {name: forms.TimeInput(format="%H:%M", attrs=CLOCK) for name in ("quiet_from", "quiet_until")}
        help_texts = {
            "quiet_from": "Mulai jam ini surel dan WhatsApp menunggu.",
            "quiet_until": "Pada jam ini semua yang menunggu dikirim. Waktu pemerintah daerah.",
        }
        error_messages = {
            name: {"invalid": "Jam ini tidak dikenal. Tulis jam dan menit, misalnya 20:00."}
            for name in ("quiet_from", "quiet_until")
        }

    def clean(self) -> dict[str, Any]:
        """Two different times, or none."""
        data = super().clean()
        start, end = data.get("quiet_from"), data.get("quiet_until")
        if not ({"quiet_from", "quiet_until"} & set(self.errors)):
            if (start is None) != (end is None):
                raise ValidationError({"quiet_until" if end is None else "quiet_from": HALF})
            if start and start == end:
                raise ValidationError({"quiet_until": "Jam tenang harus berakhir pada jam yang lain dari mulainya."})
        return data
