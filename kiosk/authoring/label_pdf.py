"""Printed labels as a PDF: A5 with 3 mm bleed and crop marks. The same labels give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from reportlab.lib.colors import CMYKColorSep, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kiosk.authoring.label_layout import BAND, BOTTOM, HEIGHT, HORN, LEFT, MM, RIGHT, WIDTH, Page
from kiosk.fonts import FONTS, SANS, SANS_BOLD, SERIF
from kiosk.linebreak import Measure
from kiosk.ornament import DIAMOND, horn

BLEED = 3 * MM
SLUG = 10 * MM
"""Paper around the trimmed page; it holds the bleed and the crop marks."""
MARK = 5 * MM


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the PDF."""

    page: Page
    accent: str
    """``#rrggbb``."""
    name: str
    """In the list of contents of the PDF."""


@cache
def _face(file: str) -> TTFont:
    return TTFont(file.removesuffix(".ttf"), str(FONTS / file))


@cache
def advances(file: str) -> Measure:
    """Advance of a character at size 1 in one of our font files."""
    widths, missing = _face(file).face.charWidths, _face(file).face.defaultWidth

    def advance(char: str) -> float:
        return float(widths.get(ord(char), missing)) / 1000

    return advance


def write_pdf(sheets: Sequence[Sheet], title: str) -> bytes:
    """The whole PDF; fonts are embedded, each with the letters that are used."""
    for file in (SANS, SANS_BOLD, SERIF):
        pdfmetrics.registerFont(_face(file))
    buffer = BytesIO()
    size = (WIDTH + 2 * SLUG, HEIGHT + 2 * SLUG)
    # Without a time and a random number in it.
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    canvas.setCreator("kiosk packs labels")
    for sheet in sheets:
        _draw(canvas, sheet)
        _slug(canvas, f"{title} · {sheet.name}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, sheet: Sheet) -> None:
    canvas.setTrimBox((SLUG, SLUG, SLUG + WIDTH, SLUG + HEIGHT))
    edge = SLUG - BLEED
    canvas.setBleedBox((edge, edge, SLUG + WIDTH + BLEED, SLUG + HEIGHT + BLEED))
    canvas.bookmarkPage(sheet.name)
    canvas.addOutlineEntry(sheet.name, sheet.name)
    canvas.saveState()
    canvas.translate(SLUG, SLUG)
    accent = HexColor(sheet.accent)
    canvas.setFillColor(accent)
    canvas.rect(-BLEED, -BLEED, BLEED + BAND, HEIGHT + 2 * BLEED, stroke=0, fill=1)
    canvas.setStrokeColor(accent)
    canvas.setLineWidth(0.7)
    y = HEIGHT - sheet.page.rule
    canvas.line(LEFT, y, RIGHT, y)
    canvas.setFillColor(accent)
    _horn_mark(canvas, RIGHT - 0.75 * HORN, HEIGHT - BOTTOM, HORN)
    for line in sheet.page.lines:
        canvas.setFillGray(line.style.grey)
        canvas.setFont(line.style.font.removesuffix(".ttf"), line.style.size)
        canvas.drawString(line.x, HEIGHT - line.y, line.text)
    canvas.restoreState()
    _crop_marks(canvas)


def _slug(canvas: Canvas, words: str) -> None:
    """What is on this sheet, for whoever prints and cuts it."""
    canvas.setFillGray(0.4)
    canvas.setFont(SANS.removesuffix(".ttf"), 6)
    canvas.drawString(SLUG + MARK, 2.5 * MM, words)


def _horn_mark(canvas: Canvas, x: float, y: float, height: float) -> None:
    """Two horns over a diamond, their foot at (x, y), in the colour that is set."""
    canvas.setLineWidth(height * 0.045)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for turn in (-1, 1):
        path = canvas.beginPath()
        points = [(x + px * height, y + py * height) for px, py in horn(turn)]
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        canvas.drawPath(path, stroke=1, fill=0)
    path = canvas.beginPath()
    corners = [(x + px * height, y + py * height) for px, py in DIAMOND]
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _crop_marks(canvas: Canvas) -> None:
    """At the four corners, beyond the bleed, on every plate of the press."""
    canvas.setStrokeColor(CMYKColorSep(1, 1, 1, 1, spotName="All"))
    canvas.setLineWidth(0.25)
    for x, outwards in ((SLUG, -1), (SLUG + WIDTH, 1)):
        for y, upwards in ((SLUG, -1), (SLUG + HEIGHT, 1)):
            start = BLEED + 1 * MM
            canvas.line(x + outwards * start, y, x + outwards * (start + MARK), y)
            canvas.line(x, y + upwards * start, x, y + upwards * (start + MARK))
