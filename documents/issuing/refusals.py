"""How a refused step of a document stands in its form."""

from django.core.exceptions import ValidationError
from django.forms import Form

from documents.drawing.pdf import RenderError


def tell(form: Form, refusal: ValidationError | RenderError) -> None:
    """Put it at the field that is meant, where the form has it; else above the form."""
    if not isinstance(refusal, ValidationError):
        form.add_error(None, str(refusal))
    elif hasattr(refusal, "error_dict"):
        for name, errors in refusal.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, refusal)
