"""Made-up packs of any size, in four languages, for tests and benchmarks.

The texts are words in a random order, as long as real ones: about 40 words a label, three short
paragraphs a story. Nothing in them is a fact. The same arguments give the same bytes.
"""

from pathlib import Path
from random import Random

from PIL import Image

_POOLS = """
kk алтын қола күміс ағаш былғары киіз барыс бұғы ат тау қорған қабір шебер белгі жарық әшекей ғасыр
kk дала өзен ескі ұлы іздер шеңбер күн һәм елші құрал қанат мүйіз өрнек
zh 金 银 铜 木 皮革 毛毡 雪豹 鹿 马 山 古墓 墓葬 工匠 记号 光 饰件 世纪 草原 河流 古老
zh 大 痕迹 圆 日 使者 翼 角 纹样 塞人
en gold bronze silver wood leather felt leopard deer horse mountain mound grave maker mark light ornament
en century steppe river old great trace circle sun envoy tool wing horn pattern nomads
ru золото бронза серебро дерево кожа войлок барс олень конь гора курган могила мастер знак свет украшение
ru век степь река древний великий след круг солнце посол орудие крыло рог узор кочевники
"""
WORDS: dict[str, list[str]] = {}
for _language, *_words in (line.split() for line in _POOLS.split("\n") if line):
    WORDS.setdefault(_language, []).extend(_words)

MATERIALS = ("gold", "bronze", "silver", "wood", "leather", "felt")
TECHNIQUES = ("casting", "carving", "gilding")
THEMES = ("animal-style", "burial", "dress", "horse", "weapons", "writing", "feast", "trade")
SITES = ("first-mound", "second-mound")
INSTITUTIONS = ("great-museum",)


def make_content(
    content: Path, packs: dict[str, int], pictures: int = 12, size: tuple[int, int] = (1600, 1200)
) -> Path:
    """A whole content folder with a hall and these packs: ``{"saka": 12}`` is one of twelve records."""
    make_hall(content)
    for name, records in packs.items():
        make_pack(content / name, records, pictures, size)
    return content


def make_hall(content: Path) -> None:
    """Terms and ``centre.yaml``."""
    (content / "terms").mkdir(parents=True, exist_ok=True)
    random = Random(1)
    kinds = {"materials": MATERIALS, "techniques": TECHNIQUES, "themes": THEMES}
    for kind, keys in {**kinds, "sites": SITES, "institutions": INSTITUTIONS}.items():
        lines = []
        for key in keys:
            lines.append(f"{key}:\n{_text('label', random, 2, indent='  ')}")
            if kind == "sites":
                lines.append(
                    f"{_text('region', random, 3, indent='  ')}  latitude: 43.5\n  longitude: 77.25\n"
                )
            if kind == "institutions":
                lines.append(_text("city", random, 1, indent="  "))
        _write(content / "terms" / f"{kind}.yaml", "".join(lines))
    facts = "facts:\n" + "".join(_text("", random, 5, indent="  ") for _ in range(3))
    _write(
        content / "centre.yaml",
        _text("name", random, 4) + _text("intro", random, 60) + facts + _text("credits", random, 9),
    )


def make_pack(
    root: Path, records: int = 10_000, pictures: int = 12, size: tuple[int, int] = (1600, 1200)
) -> Path:
    """A pack in folder ``root``, called like it. Its records share ``pictures`` pictures in turn; with none
    of them it has only its small cover."""
    random = Random(root.name)
    (root / "objects").mkdir(parents=True, exist_ok=True)
    (root / "media").mkdir(exist_ok=True)
    make_picture(root / "media" / "cover.jpg", size if pictures else (320, 240), random.randrange(1 << 30))
    for number in range(pictures):
        make_picture(root / "media" / f"p{number}.jpg", size, random.randrange(1 << 30))
    _write(
        root / "pack.yaml",
        f'format: 1\nid: {root.name}\nversion: "1.0"\naccent: "#7fb59a"\nrights: CC-BY-4.0\n'
        + _text("title", random, 1)
        + _text("subtitle", random, 4)
        + _text("intro", random, 70)
        + _text("credit_line", random, 4)
        + "cover:\n"
        + _image("media/cover.jpg", random, "  "),
    )
    for number in range(records):
        _write(root / "objects" / f"r{number:05d}.yaml", _record(number, records, pictures, random))
    return root


def make_picture(path: Path, size: tuple[int, int], seed: int) -> None:
    """A JPEG with large soft shapes and some grain; another seed gives another picture."""
    random = Random(seed)
    small = Image.frombytes("RGB", (16, 12), random.randbytes(16 * 12 * 3))
    soft = small.resize(size, Image.Resampling.BICUBIC)
    grain = Image.frombytes("L", (256, 256), random.randbytes(1 << 16)).resize(size).convert("RGB")
    Image.blend(soft, grain, 0.15).save(path, "JPEG", quality=90)


def _record(number: int, records: int, pictures: int, random: Random) -> str:
    parts = [
        f"id: r{number:05d}\norder: {number * 10}\naccession_number: SYN-{number}\n",
        _text("title", random, 3),
        _text("label", random, 42),
        _text("story", random, 35, paragraphs=3),
        f"materials: [{', '.join(random.sample(MATERIALS, 2))}]\n",
        f"techniques: [{random.choice(TECHNIQUES)}]\n",
        f"themes: [{', '.join(random.sample(THEMES, 2))}]\n",
        f"dates: {{earliest: {-800 + number % 400}, latest: {-300 + number % 100}}}\n",
        f"dimensions: {{height_mm: {10 + number % 900}, weight_g: {1.5 + number % 50}}}\n",
        f"find:\n  site: {random.choice(SITES)}\n{_text('context', random, 3, indent='  ')}",
        "original:\n  institution: great-museum\n",
        _text("credit_line", random, 6),
        "sources:\n  - A made-up book, 1999\n",
    ]
    if pictures:
        parts.append("images:\n  - " + _image(f"media/p{number % pictures}.jpg", random, "    ").lstrip())
    others = [other for other in (number - 1, number + 1) if 0 <= other < records]
    parts.append(f"related: [{', '.join(f'r{other:05d}' for other in others)}]\n")
    return "".join(parts)


def _image(file: str, random: Random, indent: str) -> str:
    return (
        f"{indent}file: {file}\n{_text('alt', random, 5, indent=indent)}"
        # A file has one maker, however many records show it.
        f"{_text('credit', Random(file), 4, indent=indent)}{indent}rights: CC-BY-4.0\n"
    )


def _text(name: str, random: Random, words: int, paragraphs: int = 1, indent: str = "") -> str:
    """One text in four languages; an item of a list when it has no name."""
    lines = [f"{indent}{name}:\n" if name else ""]
    dash = "" if name else "- "
    for language, pool in WORDS.items():
        count = words * 3 // 2 if language == "zh" else words
        joint, stop = ("", "。") if language == "zh" else (" ", ".")
        texts = [joint.join(random.choices(pool, k=count)) for _ in range(paragraphs)]
        if words < 20:
            lines.append(f"{indent}{dash or '  '}{language}: {texts[0].capitalize()}\n")
        else:
            inner = f"\n\n{indent}    ".join(f"{text.capitalize()}{stop}" for text in texts)
            lines.append(f"{indent}  {language}: |-\n{indent}    {inner}\n")
        dash = dash and "  "
    return "".join(lines)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
