"""The picture of the house in `docs/architecture.md`, drawn from the code.

`python -m tests.architecture.house` draws it anew into the page; a test compares the page with the code.
"""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/architecture.md"
BEGIN, END = "<!-- house: begin -->", "<!-- house: end -->"


def floors() -> list[str]:
    """The apps, highest floor first, as import-linter holds them apart."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    [layers] = [c["layers"] for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers"]
    return layers


def first_line(module: Path) -> str:
    """The first line of a module's docstring; empty without one."""
    return (ast.get_docstring(ast.parse(module.read_text())) or "").split("\n")[0]


def rooms(app: str) -> list[tuple[str, str, int]]:
    """The packages of an app: name, first line of the docstring, lines of code."""
    found = []
    for init in sorted((ROOT / app).glob("*/__init__.py")):
        package = init.parent
        if package.name not in {"migrations", "management", "templatetags"}:
            found.append((package.name, first_line(init), lines_in(package)))
    return found


def flat_modules(app: str) -> list[str]:
    """The modules that stand in no package of the app."""
    return sorted(path.stem for path in (ROOT / app).glob("*.py") if path.stem != "__init__")


def lines_in(folder: Path) -> int:
    """Lines of Python below a folder, migrations left out."""
    return sum(
        path.read_text().count("\n")
        for path in folder.rglob("*.py")
        if "migrations" not in path.relative_to(ROOT).parts
    )


def drawn() -> str:
    """The picture: one table per floor."""
    apps = floors()
    parts = []
    for number, app in zip(range(len(apps), 0, -1), apps, strict=True):
        purpose = first_line(ROOT / app / "__init__.py")
        parts += [f"### {number}. `{app}`", "", purpose, "", f"Flat: {', '.join(flat_modules(app)) or 'nothing'}.", ""]
        listed = rooms(app)
        if listed:
            parts += ["| package | what lives there |", "|---|---|"]
            parts += [f"| `{name}` | {about} |" for name, about, _ in listed]
            parts.append("")
    return "\n".join(parts)


def shown() -> str:
    """The picture as it stands in the page."""
    return PAGE.read_text().split(BEGIN)[1].split(END)[0].strip("\n") + "\n"


def main() -> None:
    """Draw the picture anew."""
    text = PAGE.read_text()
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{drawn()}\n{END}{after}")


if __name__ == "__main__":
    main()
