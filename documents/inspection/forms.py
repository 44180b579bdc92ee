"""Boxes for files that somebody uploads."""

from django import forms


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
