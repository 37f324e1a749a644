"""The figures in the format of Prometheus, through its own client library."""

import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from prometheus_client import CollectorRegistry
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from kiosk import __version__
from kiosk.catalogue import editions, freshness
from kiosk.health.figures import FRAME_BOUNDS, Figures
from kiosk.machine import memory, starts
from kiosk.machine.fact import Unknown
from kiosk.problems import SEVERITIES, Severity


class KioskCollector(Collector):
    """Everything that is asked for at ``/metrics``."""

    def __init__(self, figures: Figures, data: Path, wall_clock: Callable[[], float] = time.time) -> None:
        self._figures, self._data, self._wall_clock = figures, data, wall_clock
        self._problems: tuple[float, dict[Severity, int]] = (0.0, {})

    def describe(self) -> Iterator[Metric]:
        """Without this, all of it would be collected once when it is registered."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("kiosk", "The program.", value={"version": __version__})
        yield from self._drawn()
        yield from self._visited()
        yield from self._shown()
        yield from self._machine()

    def _drawn(self) -> Iterator[Metric]:
        figures, now = self._figures, self._figures.now()
        counts = list(figures.frame_counts)
        bounds = [*map(str, FRAME_BOUNDS), "+Inf"]
        yield CounterMetricFamily("kiosk_frames", "Frames drawn.", value=sum(counts))
        yield HistogramMetricFamily(
            "kiosk_frame_seconds",
            "Time from the beginning of a frame's drawing until it is on the screen.",
            buckets=list(zip(bounds, map(float, accumulate(counts)), strict=True)),
            sum_value=figures.frame_seconds,
        )
        yield GaugeMetricFamily(
            "kiosk_last_frame_age_seconds", "Time since the last frame.", value=now - figures.last_frame
        )
        yield GaugeMetricFamily(
            "kiosk_loop_age_seconds", "Time since the main loop turned.", value=now - figures.turned
        )
        yield GaugeMetricFamily("kiosk_up_seconds", "Time since the first frame.", value=now - figures.began)

    def _visited(self) -> Iterator[Metric]:
        figures = self._figures
        yield CounterMetricFamily("kiosk_touches", "Fingers put on the screen.", value=figures.touches)
        if figures.last_touch is not None:
            age = figures.now() - figures.last_touch
            yield GaugeMetricFamily("kiosk_last_touch_age_seconds", "Time since the last touch.", value=age)
        visits = CounterMetricFamily("kiosk_visits", "Visits that have ended, and how.", labels=["ended"])
        for how, count in figures.visits.items():
            visits.add_metric([how], count)
        yield visits
        shown = CounterMetricFamily("kiosk_screens", "Screens shown to visitors.", labels=["language"])
        for language, count in figures.screens.items():
            shown.add_metric([language], count)
        yield shown

    def _shown(self) -> Iterator[Metric]:
        edition = self._figures.edition
        if edition is not None:
            yield InfoMetricFamily("kiosk_edition", "The edition on the screen.", value={"id": edition.name})
            try:
                made = (edition / editions.EDITION).stat().st_mtime
            except OSError:
                made = None  # It was removed while the kiosk shows it.
            if made is not None:
                age = self._wall_clock() - made
                yield GaugeMetricFamily("kiosk_edition_age_seconds", "Age of that edition.", value=age)
        problems = GaugeMetricFamily(
            "kiosk_pack_problems", "Problems of the packs at the last build.", labels=["severity"]
        )
        for severity, count in self._pack_problems().items():
            problems.add_metric([severity], count)
        yield problems
        yield CounterMetricFamily("kiosk_errors", "Errors that were logged.", value=self._figures.errors)

    def _machine(self) -> Iterator[Metric]:
        disk, temperature, said = memory.disk(self._data), memory.temperature(), starts.starts(self._data)
        if not isinstance(disk, Unknown):
            yield GaugeMetricFamily("kiosk_disk_free_bytes", "Free on the disk of the data.", value=disk.free)
        if not isinstance(temperature, Unknown):
            yield GaugeMetricFamily(
                "kiosk_temperature_celsius", "Of the processor.", value=temperature.celsius
            )
        if not isinstance(said, Unknown):
            yield GaugeMetricFamily(
                "kiosk_restarts", "Restarts of the kiosk since power-on.", value=said.restarts
            )
            yield GaugeMetricFamily(
                "kiosk_crashes", "Those of them that followed on a crash.", value=said.broken_off
            )

    def _pack_problems(self) -> dict[Severity, int]:
        """Counted again when a build has ended since."""
        made = freshness.said_at(self._data)
        if made != self._problems[0]:
            told = freshness.last_problems(self._data)
            counts = {each: sum(problem.severity == each for problem in told) for each in SEVERITIES}
            self._problems = made, counts
        return self._problems[1]


def registry(figures: Figures, data: Path) -> CollectorRegistry:
    """Ours, and what the library knows of any process: memory, processor time, open files."""
    found = CollectorRegistry()
    found.register(KioskCollector(figures, data))
    ProcessCollector(registry=found)
    return found
