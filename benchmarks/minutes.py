"""How long minutes of seven pages take: our warm worker, beside Chromium on the same page.

Run as `python -m benchmarks.minutes`; prints one JSON line, times in milliseconds.
"""

from __future__ import annotations

import io
import json
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf

from deliberation.shell.printing import Printer
from tests.documents import sample

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 10
LINES = 60
SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-pdf-header-footer",
)  # fmt: skip


def milliseconds(work: Callable[[], object]) -> float:
    """Time one call."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def chromium(page: str) -> float | None:
    """Time Chromium printing the same page, process start included; None without Chromium."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        styles = "".join(
            f"<style>{(sample.STATIC / 'css' / name).read_text(encoding='utf-8')}</style>"
            for name in ("paper.css", "paper-print.css")
        )
        source.write_text(page.replace("</head>", f"{styles}</head>"), encoding="utf-8")
        command = [program, *SWITCHES, f"--user-data-dir={folder}/profile",
                   f"--print-to-pdf={target}", source.as_uri()]  # fmt: skip
        return statistics.median(
            milliseconds(lambda: subprocess.run(command, check=True, capture_output=True))
            for _ in range(3)
        )


def main() -> None:
    """Measure and print."""
    body = "\n".join(
        f"（{number % 9 + 1}）" + "停车收费管理与消防通道清障" * 3 for number in range(LINES)
    )
    page = sample.page("minutes.html", sample.minutes(body))
    printer = Printer(sample.STATIC)
    cold = milliseconds(printer.warm_up)
    first = milliseconds(lambda: printer.print_pdf(page))
    warm = [milliseconds(lambda: printer.print_pdf(page)) for _ in range(ROUNDS)]
    pdf = printer.print_pdf(page)
    printer.close()
    peer = chromium(page)
    print(
        json.dumps(
            {
                "benchmark": "minutes",
                "pages": len(pypdf.PdfReader(io.BytesIO(pdf)).pages),
                "bytes": len(pdf),
                "start_ms": round(cold),
                "first_ms": round(first),
                "warm_median_ms": round(statistics.median(warm)),
                "warm_max_ms": round(max(warm)),
                "chromium_ms": peer and round(peer),
            }
        )
    )


if __name__ == "__main__":
    main()
