"""What the pages are judged with finds one pale text among a hundred that look alike."""

from playwright.sync_api import Browser

from tests.journeys.judging import complaints_about

PAGE = """<!doctype html><html lang="id"><head><title>Uji</title>
<style>@media (prefers-color-scheme: dark) {{ body {{ background: #111; color: #eee }} .dusk {{ color: #222 }} }}
.pale {{ color: #ccc }} @media (max-width: 500px) {{ .small {{ color: #bbb }} }}</style></head>
<body><main><h1>Uji</h1><table>{rows}</table></main></body></html>"""


def rows(**special: str) -> str:
    classes = {int(number[1:]): name for number, name in special.items()}
    return "".join(
        f'<tr><th scope="row">Baris {number}</th><td class="{classes.get(number, "")}">{number},00</td></tr>'
        for number in range(100)
    )


def found(browser: Browser, content: str) -> set[tuple[str, str]]:
    page = browser.new_page()
    try:
        page.set_content(content)
        return {tuple(complaint.split(": ")[:2]) for complaint in complaints_about(page)}
    finally:
        page.close()


def test_a_table_whose_texts_can_be_read_has_no_complaints(browser: Browser):
    assert found(browser, PAGE.format(rows=rows())) == set()


def test_one_pale_cell_of_a_hundred_is_found_at_the_width_and_in_the_theme_where_it_is_pale(browser: Browser):
    content = PAGE.format(rows=rows(r50="pale", r70="small", r90="dusk"))
    light = {("360 light", "color-contrast"), ("1280 light", "color-contrast")}
    dark = {("360 dark", "color-contrast"), ("1280 dark", "color-contrast")}
    assert found(browser, content) == light | dark
    only_small = found(browser, PAGE.format(rows=rows(r70="small")))
    assert only_small == {("360 light", "color-contrast")}


def test_a_rule_that_is_not_about_colours_is_still_asked(browser: Browser):
    content = PAGE.format(rows="<tr><td><input></td></tr>")
    assert {rule for _, rule in found(browser, content)} == {"label"}
