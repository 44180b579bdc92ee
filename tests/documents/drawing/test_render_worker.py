"""The walls inside the renderer, each tried alone: even with the others gone nothing is fetched."""

import io
import subprocess
import sys

import pikepdf
import pytest
import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.urls import FatalURLFetchingError

from documents.drawing import print_fonts
from documents.drawing.page_vocabulary import foreign_markup
from documents.drawing.render_worker import AssetFetcher

PAGE = "<html lang=id><title>x</title><body>{}"


def test_the_fetcher_alone_keeps_hostile_markup_from_fetching_or_attaching_anything(hostile_fragment, trap):
    fetcher = AssetFetcher({})
    try:
        content = weasyprint.HTML(string=PAGE.format(hostile_fragment), url_fetcher=fetcher).write_pdf()
    except FatalURLFetchingError:
        assert fetcher.refused
    else:
        with pikepdf.open(io.BytesIO(content)) as document:
            assert not document.attachments
    assert trap[1] == []


def test_the_bold_face_is_a_face_of_its_own_with_wider_letters():
    regular, bold = (TTFont(io.BytesIO(print_fonts.face(f"amanah:font/{name}"))) for name in ("regular", "bold"))
    assert "fvar" not in bold
    assert bold.getBestCmap()[ord("n")] == regular.getBestCmap()[ord("n")] == "n"
    assert bold["hmtx"]["n"][0] > regular["hmtx"]["n"][0]


def test_the_vocabulary_alone_names_what_is_foreign():
    page = weasyprint.HTML(string=PAGE.format('<p onclick="x">a</p><script>b</script><a href="javascript:c">d</a>'))
    assert foreign_markup(page.etree_element) == [
        "atribut asing onclick pada <p>",
        "unsur asing <script>",
        "tautan asing pada <a>",
    ]


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import urllib.request; urllib.request.urlopen('file:///etc/hostname')",
    ],
)
def test_a_confined_process_opens_no_socket_and_starts_no_program(attempt):
    program = f"from documents.inspection.confinement import confine; confine(memory=2**30, file_size=2**20); {attempt}"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "PermissionError: This process may not use" in result.stderr
