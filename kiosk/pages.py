"""One HTML page in the kiosk's look, for a curator's laptop and for her printer: no network, no script.

Whatever a pack says is escaped by ``text`` and ``code``; only what this program writes is markup.
"""

import re
from html import escape

from kiosk.languages import Language
from kiosk.problems import visible

_CODE = re.compile(r"`([^`]+)`")
# Nothing may be fetched or run, even if something in a text should ever pass for markup.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

# The faces are those of the curator's computer, first those that have all Kazakh letters.
_STYLE = """
:root { color-scheme: dark; --ground: #14110d; --raised: #211c16; --line: #4a4035; --text: #efe7d8;
  --dim: #c3b8a3; --accent: #d9a441; --bad: #f08a6c; --good: #a9c48a; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); overflow-wrap: anywhere; line-height: 1.55;
  font: 17px/1.55 "Noto Sans", "Segoe UI", "DejaVu Sans", "Helvetica Neue", Arial, "PingFang SC",
  "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 3rem 1.5rem 4rem; }
h1, h2, h3 { font-family: "Noto Serif", Cambria, "DejaVu Serif", "Times New Roman", "Songti SC", SimSun,
  "Noto Serif CJK SC", serif; font-weight: 600; line-height: 1.3; margin: 0; break-after: avoid;
  text-wrap: balance; }
h1 { font-size: 2.1rem; }
h2 { font-size: 1.55rem; margin-top: 3rem; }
h3 { font-size: 1.2rem; }
p, ul, ol, dl { margin: 0; padding: 0; }
ul, ol { list-style: none; }
code { font: 0.92em/1.4 "Noto Sans Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace;
  background: var(--raised); border-radius: 3px; padding: 0.05em 0.3em; }
.dim { color: var(--dim); }
.ornament { display: block; width: 7.5rem; height: 0.75rem; margin: 1.2rem 0; stroke: var(--accent);
  fill: none; stroke-width: 1.2; }
@media print {
  @page { size: A4; margin: 18mm 16mm; }
  :root { color-scheme: light; --ground: #fff; --raised: #f3efe7; --line: #b8ab98; --text: #1d1813;
    --dim: #55493c; --accent: #8a5c00; --bad: #9c2a10; --good: #3d5a1e; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 20pt; }
  h2 { font-size: 15pt; margin-top: 8mm; }
  h3 { font-size: 12pt; }
  p { orphans: 3; widows: 3; }
}
"""

#: Tumarsha: a row of triangles, drawn as a line.
ORNAMENT = (
    '<svg class="ornament" viewBox="0 0 120 12" aria-hidden="true"><path d="M0 11h120M4 11l8-9 8 9M24 11l8-9 '
    '8 9M44 11l8-9 8 9M64 11l8-9 8 9M84 11l8-9 8 9"/></svg>'
)


#: Browsers choose Chinese characters by the script.
_LANGUAGE_TAGS: dict[str, str] = {"zh": "zh-Hans"}


def page(language: Language, title: str, body: str, style: str = "") -> str:
    """A whole document. ``title`` is plain text; ``body`` and ``style`` are markup of ours."""
    lang = _LANGUAGE_TAGS.get(language, language)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def text(plain: str) -> str:
    """Any text as markup that shows it."""
    return escape(visible(plain))


def sentence(plain: str) -> str:
    """A sentence of a Message: what stands between backquotes is to be written so."""
    return _CODE.sub(r"<code>\1</code>", text(plain))


def tag(name: str, content: str, *, kind: str = "", lang: str = "") -> str:
    """``<name class=kind lang=lang>content</name>``; ``content`` is markup already."""
    attributes = (f' class="{kind}"' if kind else "") + (
        f' lang="{_LANGUAGE_TAGS.get(lang, lang)}"' if lang else ""
    )
    return f"<{name}{attributes}>{content}</{name}>"
