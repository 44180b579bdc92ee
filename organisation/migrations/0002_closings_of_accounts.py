"""How often an account was closed: a session of before a closing does not come back with the account."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="closings",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="berapa kali ditutup"),
        ),
    ]
