"""Tags of drawn documents: a table over many pages, heads of cells, the footer once; a reader that finds faults."""

import io

import pikepdf
import pytest

from documents.drawing import pdf
from documents.drawing.imprint import qr_code
from documents.enums import Paper
from tests.documents.drawing.tagged import elements, faults_of, tables_of

HEAD = (
    '<thead><tr><th scope="col" rowspan="2">No</th><th scope="colgroup" colspan="2">Triwulan</th></tr>'
    '<tr><th scope="col">Target</th><th scope="col">Realisasi</th></tr>'
    "<tr><th>(1)</th><th>(2)</th><th>(3)</th></tr></thead>"
)
GROUP = '<tr class="heading"><th scope="rowgroup" colspan="3">Sasaran {}</th></tr>'
ROW = '<tr><th scope="row">{}</th><td>10</td><td>20</td></tr>'


def drawn(body: str, *, rows: str = HEAD) -> bytes:
    page = (
        f'<html lang="id"><head><title>Tabel</title></head><body><table class="rows">{rows}{body}</table></body></html>'
    )
    return pdf.render(page, paper=Paper.A4)


def heads_of(content: bytes) -> list[list[str]]:
    """The heads that the cells of the last row name."""
    with pikepdf.open(io.BytesIO(content)) as document:
        [table] = tables_of(document)
        last = max(cell.row for cell in table.cells)
        return [cell.heads for cell in table.cells if cell.row == last]


def test_each_cell_names_the_heads_above_and_beside_it_and_no_other():
    content = drawn(
        "<tbody>" + GROUP.format("A") + ROW.format(1) + "</tbody><tbody>" + GROUP.format("B") + ROW.format(2)
    )
    assert faults_of(content) == []
    name = "t001r{:05}c{:03}".format
    group, row = name(5, 0), name(6, 0)
    assert heads_of(content) == [
        [group, name(0, 0)],
        [group, row, name(0, 1), name(1, 1)],
        [group, row, name(0, 1), name(1, 2)],
    ]


@pytest.mark.parametrize("count", [1, 60, 200])
def test_a_table_over_many_pages_is_one_table(count):
    content = drawn("<tbody>" + "".join(map(ROW.format, range(count))) + "</tbody>")
    assert faults_of(content) == []
    with pikepdf.open(io.BytesIO(content)) as document:
        [table] = tables_of(document)
        assert len(table.cells) == 3 * count + 7
        kinds = [str(tag.S) for tag in elements(document.Root.StructTreeRoot.K[0])]
        assert kinds.count("/THead") == 1


def test_a_cell_over_several_rows_shifts_no_heads_even_across_pages():
    body = "".join(
        f'<tbody><tr><td rowspan="3">{number}</td><td>1</td><td>2</td></tr>'
        + "<tr><td>3</td><td>4</td></tr>" * 2
        + "</tbody>"
        for number in range(60)
    )
    assert faults_of(drawn(body)) == []


def test_a_cell_cut_by_the_page_is_one_cell():
    story = "Kader kurang, jarak jauh. " * 400
    content = drawn(f"<tbody><tr><th scope='row'>1</th><td>{story}</td><td>-</td></tr></tbody>")
    assert faults_of(content) == []
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) > 1
        [table] = tables_of(document)
        assert len([cell for cell in table.cells if cell.tag.S == "/TD"]) == 5


def test_the_footer_is_read_once_at_the_end_and_its_picture_has_its_place():
    seal = '<div class="seal"><img src="amanah:qr" alt="Kode QR"><p>Nomor: 800/1</p></div>'
    page = f'<html lang="id"><head><title>Kaki</title></head><body>{seal}{"<p>Isi</p>" * 150}</body></html>'
    content = pdf.render(page, paper=Paper.A4, assets={"qr": qr_code("https://amanah.contoh.go.id/v/abc/")})
    assert faults_of(content) == []
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) > 2
        top = document.Root.StructTreeRoot.K[0]
        [figure] = [tag for tag in elements(top) if tag.S == "/Figure"]
        assert top.K[-1].S == "/Div", "number and address stand at the end"
        assert "/P" in [str(tag.S) for tag in elements(top.K[-1])]
        left, bottom, right, upper = map(float, figure.A.BBox)
        assert 0 < left < right < 200
        assert 0 < bottom < upper < 28 / 25.4 * 72, "in the lower margin, counted from below"


def test_the_reader_of_the_tests_finds_what_is_wrong():
    content = drawn("<tbody>" + ROW.format(1) + "</tbody>")
    with pikepdf.open(io.BytesIO(content)) as document:
        [table] = tables_of(document)
        cell = next(cell for cell in table.cells if cell.tag.S == "/TD" and cell.heads)
        cell.tag.A.Headers = pikepdf.Array(list(cell.tag.A.Headers)[:-1])
        document.Root.StructTreeRoot.ParentTree.Nums[1][0] = None
        changed = io.BytesIO()
        document.save(changed)
    assert len(faults_of(changed.getvalue())) == 2
