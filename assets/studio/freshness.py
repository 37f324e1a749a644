"""Which files of an item are still current.

`rendered/<item>.json` keeps, for every file that the item made, a hash of the sources it was made
from: the item's module and those of the studio's modules that it imports. One small file an item,
so that work on different items never meets in one file. Comments, docstrings and layout do not count.
Nothing here needs Blender.
"""

from __future__ import annotations

import ast
import hashlib
import json
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
RENDERED = HERE / "rendered"
MAKERS = {".glb": "models.py", "-turn": "turns.py"}  # count besides what an item imports


def items() -> list[str]:
    """Return the names of all items."""
    return sorted(p.stem for p in (HERE / "items").glob("*.py") if p.stem != "__init__")


def sources(path: Path, seen: set[Path] | None = None) -> set[Path]:
    """Return a module's file and those of the studio's modules that it imports."""
    seen = set() if seen is None else seen
    if path in seen or not path.is_file():
        return seen
    seen.add(path)
    for module in _imported(path):
        sources(module, seen)
    return seen


@cache
def _imported(path: Path) -> tuple[Path, ...]:
    """Return the files that a module's relative imports may mean."""
    files = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.parents[node.level - 1]
            if node.module:
                folder = folder.joinpath(*node.module.split("."))
                files.append(folder.with_suffix(".py"))
            files += [folder / f"{alias.name}.py" for alias in node.names]
    return tuple(files)


def fingerprint(item: str, output: str) -> str:
    """Return a hash of all sources that make one of an item's files, or its folder of frames."""
    used = sources(HERE / "items" / f"{item}.py")
    for ending, maker in MAKERS.items():
        if output.endswith(ending):
            sources(HERE / maker, used)
    digest = hashlib.sha256()
    for path in sorted(used):
        digest.update(_mark(path))
    return digest.hexdigest()[:16]


@cache
def _mark(path: Path) -> bytes:
    """Return a module's name and meaning; the same for the whole run, as Python imports it only once."""
    return path.name.encode() + meaning(path.read_text(encoding="utf-8")).encode()


def meaning(source: str) -> str:
    """Return a module's code without comments, docstrings and layout."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                del node.body[0]
    return ast.dump(tree)


def remembered(item: str) -> dict[str, str]:
    """Return the files that an item has made (paths from the repository's root) and their hashes."""
    path = RENDERED / f"{item}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def state(item: str, root: Path) -> str:
    """Say in a word or two whether what an item has made is current; `root` is the repository's."""
    made = remembered(item)
    if not made:
        return "not rendered yet"
    old = [
        name for name, then in made.items() if then != fingerprint(item, name) or not (root / name).exists()
    ]
    return f"changed: {', '.join(Path(name).name for name in old)}" if old else "current"


def remember(item: str, output: str, mark: str) -> None:
    """Note that a file was made from the sources with this hash."""
    known = dict(sorted((remembered(item) | {output: mark}).items()))
    RENDERED.mkdir(exist_ok=True)
    (RENDERED / f"{item}.json").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
