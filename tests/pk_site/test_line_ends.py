"""What browsers send as CR LF is stored as LF."""

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from pk_site.line_ends import LineEndsMiddleware


def seen(request: HttpRequest) -> HttpRequest:
    LineEndsMiddleware(lambda _: None).process_view(request, lambda _: None, (), {})
    return request


@pytest.mark.parametrize("text", ["satu\r\ndua", "satu\rdua", "satu\ndua"])
@pytest.mark.parametrize("kind", [{}, {"content_type": "application/x-www-form-urlencoded"}])
def test_the_lines_of_a_text_box_end_with_lf(text, kind):
    data = {"points": text, "name": ["a", "b\r\nc"]}
    if kind:
        request = RequestFactory().post("/", "points=satu%0D%0Adua&name=a&name=b%0D%0Ac", **kind)
    else:
        request = RequestFactory().post("/", data)
    assert seen(request).POST["points"] == "satu\ndua"
    assert request.POST.getlist("name") == ["a", "b\nc"]


def test_other_bodies_and_forms_without_returns_are_left_alone():
    request = RequestFactory().post("/", '{"a": "b\\r\\n"}', content_type="application/json")
    assert b"\\r" in seen(request).body
    plain = RequestFactory().post("/", {"a": "b"})
    before = plain.POST
    assert seen(plain).POST is before
