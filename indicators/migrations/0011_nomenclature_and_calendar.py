"""Codes of earlier nomenclatures are kept under their decree; a period opens before it is due, near its year."""

import datetime

from django.db import migrations, models
from django.db.models import F, Q


def put_in_order(apps, schema_editor):
    """Periods from before that open on their due day, or lie years away, are put where the new checks want them."""
    for period in apps.get_model("indicators", "Period").objects.all():
        first, last = datetime.date(period.year, 1, 1), datetime.date(period.year + 1, 12, 31)
        period.due = min(max(period.due, first + datetime.timedelta(days=1)), last)
        period.closes = min(max(period.closes, period.due), last)
        period.opens = max(min(period.opens, period.due - datetime.timedelta(days=1)), first)
        if period.grace is not None:
            period.grace = min(max(period.grace, period.due), period.closes)
        if period.due_before_move == period.due:
            period.due_before_move = None
        period.save()


class Migration(migrations.Migration):
    dependencies = [("indicators", "0010_zero_budget")]

    operations = [
        migrations.AddField(
            model_name="program",
            name="decree",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Kepmendagri yang memuat kode ini.",
                max_length=80,
                verbose_name="keputusan",
            ),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="program", name="program_code_form"),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9X]\.[0-9X]{2}\.\d{2}(\.\d\.\d{2}(\.\d{4}|\.\d{2})?)?$"),
                name="program_code_form",
                violation_error_message="Kode ditulis seperti 1.02.02, 1.02.02.2.01, atau 1.02.02.2.01.0001.",
            ),
        ),
        migrations.RemoveConstraint(model_name="period", name="period_dates_in_order"),
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.CheckConstraint(
                condition=Q(opens__lt=F("due"), due__lte=F("closes")),
                name="period_dates_in_order",
                violation_error_message="Tanggal buka, batas lapor, dan tutup harus berurutan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="period",
            constraint=models.CheckConstraint(
                condition=Q(opens__year__gte=F("year"), closes__year__lte=F("year") + 1),
                name="period_dates_near_its_year",
                violation_error_message="Jadwal dibuka paling awal pada tahun itu, dan ditutup paling akhir tahun "
                "sesudahnya.",
            ),
        ),
    ]
