"""How long a Perjanjian Kinerja takes, against a plain WeasyPrint call on the same page in the same run.

    python benchmarks/pk_pdf.py

Read the ratios: seconds differ between machines, and on a busy one from minute to minute. Ours and the plain call
take turns, so that both meet the same disturbances; two processes are faster than one only where two processors are
free. For the last two lines it makes a database of its own and drops it.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pk_site.settings")
os.environ["LOG_LEVEL"] = "ERROR"

import django  # noqa: E402

django.setup()

import weasyprint  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

from agreements.papers.facts import (  # noqa: E402
    AgreementDocument,
    BudgetText,
    IndicatorText,
    ObjectiveText,
    PartyText,
    render_agreement,
)
from benchmarks.own_database import own_database  # noqa: E402
from documents.drawing import pdf, print_fonts  # noqa: E402
from documents.drawing.imprint import Imprint, qr_code  # noqa: E402
from documents.enums import Paper  # noqa: E402

ADDRESS = "https://amanah.contoh.go.id/v/0123456789abcdefghijklmn/"
BATCH = 45


def document(number: int = 1) -> AgreementDocument:
    """The PK of the head of a dinas: four objectives, eight indicators, six programmes, coat of arms, QR code."""
    crest = pdf.Asset((ROOT / "demo/lambang.png").read_bytes(), "image/png")
    return AgreementDocument(
        title="Perjanjian Kinerja Tahun 2026",
        unit_name="Dinas Kesehatan",
        government_name="Pemerintah Kabupaten Contoh",
        first=PartyText(
            "dr. Siti Rahma, M.Kes.", "Kepala Dinas Kesehatan", "Pembina Tingkat I", "19700101 199503 2 001"
        ),
        second=PartyText("H. Ahmad Fauzi, S.E., M.M.", "Bupati Contoh"),
        place="Contoh",
        date="5 Januari 2026",
        created="2026-01-05",
        objective_title="Sasaran Strategis",
        objectives=tuple(_objective(order) for order in range(1, 5)),
        budget_title="Program",
        budget=tuple(
            BudgetText(f"Program Pemenuhan Upaya Kesehatan Perorangan {order}", "Rp1.250.000.000", "APBD")
            for order in range(1, 7)
        ),
        total="Rp7.500.000.000",
        total_in_words="tujuh miliar lima ratus juta rupiah",
        paper=Paper.F4,
        crest=crest,
        imprint=Imprint(f"800/{number}/PK/2026", ADDRESS),
    )


def _objective(order: int) -> ObjectiveText:
    rows = (
        IndicatorText(f"Persentase pelayanan kesehatan sesuai standar {order}.{row}", "%", "85,5") for row in (1, 2)
    )
    return ObjectiveText(order, f"Meningkatnya derajat kesehatan masyarakat kelompok {order}", tuple(rows))


class PlainFetcher(URLFetcher):
    """Gives a plain call the same fonts and pictures."""

    def __init__(self, assets: dict[str, pdf.Asset]) -> None:
        super().__init__()
        self.assets = assets

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url in print_fonts.FACES:
            return URLFetcherResponse(url, print_fonts.face(url), {"Content-Type": "font/ttf"})
        asset = self.assets[url.removeprefix("amanah:")]
        return URLFetcherResponse(url, asset.content, {"Content-Type": asset.media_type})


def plain(printed: AgreementDocument) -> bytes:
    """What one writes first: page and sheet into `write_pdf`, all made anew each time, tables laid out freely."""
    assets = {"qr": qr_code(ADDRESS), "crest": printed.crest}
    html = render_to_string("pdf/agreement.html", {"document": printed})
    sheet = pdf.STYLESHEET.read_text().replace("table-layout: fixed", "table-layout: auto")
    fetcher = PlainFetcher(assets)
    sheets = [weasyprint.CSS(string=f"{sheet} @page {{ size: {pdf.PAGE_SIZES[printed.paper]} }}", url_fetcher=fetcher)]
    return weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=sheets)


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def line(name: str, value: float, unit: str, *, ratio: float | None = None, target: str = "") -> None:
    """One row of the table."""
    shown = f"{ratio:6.2f}" if ratio is not None else " " * 6
    print(f"{name:52} {value:9.2f} {unit:4} {shown}  {target}", flush=True)


def processor_seconds(work: Callable[[], object]) -> float:
    """How much of a processor one call takes, here and in our renderer: nearly the same on a busy machine."""
    begin = time.process_time() + _renderer_time()
    work()
    return time.process_time() + _renderer_time() - begin


def _renderer_time() -> float:
    process = pdf._renderer.process
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def warm(rounds: int, measure: Callable[[Callable[[], object]], float]) -> tuple[float, float]:
    """Medians of a plain call and of ours, in seconds; both are warm and take turns."""
    printed = document()
    plain(printed), render_agreement(printed)
    pairs = [(measure(lambda: plain(printed)), measure(lambda: render_agreement(printed))) for _ in range(rounds)]
    return tuple(statistics.median(column) for column in zip(*pairs, strict=True))


def cold() -> float:
    """From a renderer that does not run to the first document."""
    pdf._renderer.stop()
    return seconds(lambda: render_agreement(document()))


def cold_plain() -> float:
    """The same for a plain call: a new interpreter, the imports, one document."""
    command = [sys.executable, __file__, "--plain-once"]
    return seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))  # noqa: S603


def memory() -> float:
    """The largest resident memory of our renderer so far, in MB."""
    status = Path(f"/proc/{pdf._renderer.process.pid}/status").read_text()
    peak = next(row for row in status.splitlines() if row.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def batch(processes: int) -> tuple[float, float]:
    """Wall and processor seconds for `BATCH` documents that so many warm processes take from one queue.

    Each has a renderer of its own. The queue is a pipe that they share: one byte is one document, and whoever is free
    takes the next, as the workers of a print job do.
    """
    queue, items = os.pipe()
    command = [sys.executable, __file__, "--worker"]
    workers = [
        subprocess.Popen(command, stdin=queue, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(processes)
    ]
    os.close(queue)
    for worker in workers:
        worker.stdout.readline()  # warm
    begin = time.perf_counter()
    os.write(items, bytes(range(BATCH)))
    os.close(items)
    load = sum(float(worker.stdout.readline()) for worker in workers)
    took = time.perf_counter() - begin
    for worker in workers:
        worker.communicate()
    return took, load


def batches(rounds: int) -> list[tuple[float, float]]:
    """`batch` with one and with two processes, which take turns; of each the run that was disturbed least."""
    runs = [(batch(1), batch(2)) for _ in range(rounds)]
    return [min(column) for column in zip(*runs, strict=True)]


def work_off() -> None:
    """A worker of `batch`: warm up, say so, print until the queue is empty, tell the processor time that it took."""
    for number in range(3):
        render_agreement(document(number))
    print("warm", flush=True)
    queue = iter(lambda: os.read(sys.stdin.fileno(), 1), b"")
    print(processor_seconds(lambda: [render_agreement(document(number)) for (number,) in queue]), flush=True)


def serving(rounds: int) -> float:
    """Median seconds of a whole request for an issued PK: session, rights, file, fingerprint."""
    from django.test import Client

    from agreements.papers.actions import issue_agreement
    from organisation.enums import Role
    from tests import factories
    from tests.agreements.papers.rows import agreement_of, regional_head

    factories.GovernmentFactory()
    position = factories.PositionFactory()
    factories.holder_of(position)
    officer = factories.user_with_role(Role.ORGANISATION_SECTION)
    agreement = agreement_of(position, regional_head())
    issue_agreement(agreement, by=officer)
    client = Client()
    client.force_login(officer)
    address = f"/pk/{agreement.pk}/cetak/"
    assert client.get(address).content.startswith(b"%PDF")
    return statistics.median(seconds(lambda: client.get(address)) for _ in range(rounds))


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, help="how often each single document is printed")
    parser.add_argument("--batches", type=int, default=3, help="how often the batch is printed, each way")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--plain-once", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return work_off()
    if options.plain_once:
        return print(len(plain(document())))
    busy = os.getloadavg()[0]
    print(f"WeasyPrint {weasyprint.__version__}, {os.cpu_count()} processors, load {busy:.1f} before the run")
    print(f"{'':52} {'':14} ratio  target")
    reference, ours = warm(options.rounds, seconds)
    line("one PK, plain WeasyPrint call, warm", reference * 1000, "ms", ratio=1.0)
    line("one PK, ours, warm", ours * 1000, "ms", ratio=ours / reference, target="<= 0.70")
    plain_load, load = warm(options.rounds, processor_seconds)
    line("  processor time of the plain call", plain_load * 1000, "ms", ratio=1.0)
    line("  processor time of ours", load * 1000, "ms", ratio=load / plain_load)
    line("largest memory of our renderer", memory(), "MB")
    first_plain = cold_plain()
    line("first PK, plain WeasyPrint call, cold", first_plain * 1000, "ms", ratio=first_plain / reference)
    first = cold()
    line("first PK, ours, cold", first * 1000, "ms", ratio=first / reference)
    pdf._renderer.stop()
    (alone, alone_load), (pair, pair_load) = batches(options.batches)
    line(f"{BATCH} PK in one process", alone, "s", ratio=alone / reference / BATCH)
    line("  processor time of each", alone_load / BATCH * 1000, "ms", ratio=alone_load / BATCH / plain_load)
    line(f"{BATCH} PK in two processes", pair, "s", ratio=pair / reference / BATCH)
    line("  processor time of each", pair_load / BATCH * 1000, "ms", ratio=pair_load / BATCH / plain_load)
    line("two processes against one", alone / pair, "x", target=">= 1.80")
    line("PK per second with two processes", BATCH / pair, "/s")
    with own_database():
        served = serving(options.rounds * 2)
    line("an issued PK served again (whole request)", served * 1000, "ms", ratio=served / reference)
    line("served against a plain call", reference / served, "x", target=">= 25")
    return None


if __name__ == "__main__":
    main()
