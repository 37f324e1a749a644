"""The table of ``make bench``: what was measured, beside its reference of the same run, and if it holds."""

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One line. A row without a limit is there to be read; a row that misses its limit fails nothing."""

    part: str
    """Rows of one part stand together."""
    what: str
    value: float
    unit: str
    beside: str = ""
    """What the reference is."""
    reference: float | None = None
    """In the same unit, measured in the same run."""
    most: float | None = None
    """At most so much."""
    least: float | None = None
    """At least so much."""
    times: float | None = None
    """At most so many times the reference."""
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.value / self.reference if self.reference else None

    @property
    def limit(self) -> str:
        if self.times is not None:
            return f"≤ {self.times:g} × reference"
        if self.most is not None:
            return f"≤ {self.most:g} {self.unit}"
        return f"≥ {self.least:g} {self.unit}" if self.least is not None else ""

    @property
    def missed(self) -> float | None:
        """By which part of the limit it is missed; 0 or less is held, None where there is none."""
        if self.times is not None:
            return None if self.ratio is None else self.ratio / self.times - 1
        if self.most is not None:
            return self.value / self.most - 1 if self.most else float(self.value > 0)
        return 1 - self.value / self.least if self.least is not None else None

    @property
    def held(self) -> str:
        if self.missed is None:
            return ""
        return f"[red]missed by {self.missed:.0%}" if self.missed > 0 else "[green]yes"


def number(value: float, unit: str) -> str:
    """Three significant digits and the unit."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()


def show(rows: list[Row], console: Console) -> None:
    """Print all rows as one table."""
    table = Table(title="Benchmarks", caption="References are measured in the same run.", show_lines=False)
    table.add_column("measure", ratio=5)
    table.add_column("measured", justify="right", no_wrap=True)
    table.add_column("reference", ratio=4)
    table.add_column("ratio", justify="right", no_wrap=True)
    table.add_column("limit", no_wrap=True)
    table.add_column("held?", no_wrap=True)
    part = ""
    for row in rows:
        if row.part != part:
            table.add_section()
            table.add_row(f"[bold]{row.part}")
            part = row.part
        beside = ""
        if row.reference is not None:
            beside = f"{number(row.reference, row.unit)}, {row.beside}"
        table.add_row(
            f"{row.what}{f' [dim]({row.note})' if row.note else ''}",
            number(row.value, row.unit),
            beside or f"[dim]{row.beside}",
            f"{row.ratio:.2f}" if row.ratio is not None else "",
            row.limit,
            row.held,
        )
    console.print(table)


def spread(values: list[float], share: float) -> float:
    """The value below which this share of all lies (0.99: the 99th percentile)."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
