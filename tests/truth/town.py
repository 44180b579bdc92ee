"""One government as its reader meets it: pages, papers before they are drawn, workbooks; each fetched once."""

import json
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from documents.drawing import pdf
from organisation.enums import Role
from organisation.models import Position, WorkUnit
from tests import factories
from tests.prepared import fetch
from tests.truth.questions import Answer, Question, answer_to
from tests.truth.reading import Page, read_book, read_page


class Town:
    """What somebody who sees the whole government is shown."""

    def __init__(self, name: str, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
        self.name = name
        self._client, self._capsys = client, capsys
        self._client.force_login(factories.user_with_role(Role.INSPECTORATE))
        self._answers: dict[Question, Answer] = {}
        self._pages: dict[str, Page] = {}
        self._books: dict[str, dict[str, list[list[str]]]] = {}
        self._tables: dict[tuple[int, int | None], dict[str, dict]] = {}

    def asked(self, owners: list[Position] | list[WorkUnit], year: int, quarter: int | None) -> Iterator[Question]:
        """The question of every owner that has an indicator in the year."""
        questions = (Question(owner, year, quarter) for owner in owners)
        return (question for question in questions if self.answer(question).lines)

    def answer(self, question: Question) -> Answer:
        """What the read model says."""
        if question not in self._answers:
            self._answers[question] = answer_to(question)
        return self._answers[question]

    def page(self, route: str, *args: object, **query: object) -> Page:
        """A page, or a paper as it is handed to the renderer."""
        address = reverse(route, args=args)
        key = f"{address}{sorted(query.items())}"
        if key not in self._pages:
            self._pages[key] = read_page(self._get(address, query).decode())
        return self._pages[key]

    def book(self, route: str, *args: object) -> dict[str, list[list[str]]]:
        """The sheets of a workbook."""
        address = reverse(route, args=args)
        if address not in self._books:
            self._books[address] = read_book(self._get(address, {}))
        return self._books[address]

    def table(self, year: int, quarter: int | None) -> dict[str, dict]:
        """The table for other systems, by the code of the indicator."""
        if (year, quarter) not in self._tables:
            self._capsys.readouterr()
            call_command("export_achievements", tahun=year, triwulan=quarter, format="json")
            rows = json.loads(self._capsys.readouterr().out)
            self._tables[year, quarter] = {row["kode_indikator"]: row for row in rows}
        return self._tables[year, quarter]

    def _get(self, address: str, query: dict[str, object]) -> bytes:
        response = fetch(self._client, address, query)
        assert response.status_code == 200, f"{address} answered {response.status_code}"
        return b"".join(response) if response.streaming else response.content


@pytest.fixture
def papers_before_they_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the page of a paper instead of the PDF: its words are the same, and drawing takes seconds."""
    monkeypatch.setattr(pdf, "render", lambda html, **options: html.encode())
