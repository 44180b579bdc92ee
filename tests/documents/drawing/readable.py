"""What every paper must be: read rightly by a screen reader, in letters large enough, without figures cut in two."""

from tests.documents.drawing.letters import SMALLEST, sizes_and_faces, torn_figures
from tests.documents.drawing.tagged import faults_of


def assert_readable(content: bytes) -> None:
    """Right heads for every cell, nothing outside the tags, our own letters of 7 points or more, whole figures."""
    assert faults_of(content) == []
    for size, face in sizes_and_faces(content):
        assert size >= SMALLEST, face
        assert face.startswith("Amanah"), face
    assert not (torn := torn_figures(content)), torn
