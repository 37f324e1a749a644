"""A starter pack: one record, one picture, a remark above every field; it checks clean and can be shown."""

from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw

from kiosk.errors import FileError
from kiosk.languages import LANGUAGES, Language
from kiosk.messages import Message, say, told

Words = Mapping[Language, str]

_GALLERY: Words = {"kk": "Жаңа галерея", "zh": "新展厅", "en": "New gallery", "ru": "Новая галерея"}
_INTRO: Words = {
    "kk": "Бұл галерея не туралы? Екі-үш қысқа сөйлем жеткілікті.",
    "zh": "这个展厅讲什么？写两三句短句即可。",
    "en": "What is this gallery about? Two or three short sentences are enough.",
    "ru": "О чём эта галерея? Достаточно двух-трёх коротких предложений.",
}
_RECORD: Words = {"kk": "Алғашқы жазба", "zh": "第一条记录", "en": "First record", "ru": "Первая запись"}
_LABEL: Words = {
    "kk": "Бұл – сіздің алғашқы жазбаңыз. Мұнда келуші зат алдында тұрып нені көретінін жазыңыз: ол не, "
    "неден жасалған, қайда және қашан табылған. Қысқа сөйлем оқуға жеңіл. Қырықтан сексенге дейін "
    "сөз жеткілікті. Егер бұл көшірме болса, оны ашық айтыңыз. Осы мәтіннің орнына өз мәтініңізді "
    "жазып, басқа тілдердегісін де өзгертіңіз.",
    "zh": "这是您的第一条记录。请在这里写下观众站在展品前所看到的：它是什么，用什么制成，在哪里、什么时候"
    "发现。句子宜短，全文八十至一百六十字即可。如果展品是复制品，请明确说明。写好之后，请用您自己的"
    "文字替换这段话，其他语言也要一并修改。",
    "en": "This is your first record. Write here what a visitor sees when standing before the object: "
    "what it is, what it is made of, where and when it was found. Short sentences are easier to "
    "read. Forty to eighty words are enough. If it is a replica, say so. Then replace this text, "
    "in every language.",
    "ru": "Это ваша первая запись. Напишите здесь, что видит посетитель, стоя перед предметом: что это "
    "такое, из чего сделано, где и когда найдено. Короткие предложения читаются легче. Хватит "
    "сорока или восьмидесяти слов. Если это реплика, скажите об этом прямо. Затем замените этот "
    "текст своим на всех языках.",
}
_ALT: Words = {
    "kk": "Қара фондағы алтын шеңбер: өз суретіңізге орын",
    "zh": "深色背景上的金色圆环：您的图片将放在这里",
    "en": "A gold ring on a dark ground: the place of your picture",
    "ru": "Золотое кольцо на тёмном фоне: место для вашего изображения",
}
_CREDIT: Words = {
    "kk": "Бағдарлама жасаған үлгі сурет",
    "zh": "程序生成的示例图片",
    "en": "Sample picture, drawn by the program",
    "ru": "Образец изображения, нарисован программой",
}
_OWNER: Words = {
    "kk": "Музейіңіздің атауы",
    "zh": "您的博物馆名称",
    "en": "Name of your museum",
    "ru": "Название вашего музея",
}

_SIZE = (2400, 1800)


class AlreadyThere(FileError):
    """Something of this name is there, and a starter pack never overwrites."""


def write_new_pack(root: Path, language: Language) -> None:
    """Write a pack into the folder ``root``, which must not exist; remarks in ``language``.

    Raises AlreadyThere, OSError.
    """
    try:
        root.mkdir(parents=True)
    except FileExistsError:
        raise AlreadyThere(
            root, say("There is something of this name already. Choose another name.")
        ) from None
    (root / "objects").mkdir()
    (root / "media").mkdir()
    _picture().save(root / "media" / "first-record.jpg", quality=90)
    (root / "pack.yaml").write_text(_manifest(root.name, language), encoding="utf-8")
    (root / "objects" / "first-record.yaml").write_text(_record(language), encoding="utf-8")


def _manifest(name: str, language: Language) -> str:
    return "".join(
        (
            _remark(say("One gallery. Every field is explained in docs/content-packs.md."), language),
            "format: 1\n",
            _remark(
                say("The same as the folder's name: lower-case Latin letters, digits, hyphens."), language
            ),
            f"id: {name}\n",
            _remark(say("Raise it with every delivery."), language),
            'version: "1.0"\n',
            _remark(say("The name of the gallery, in each language."), language),
            _texts("title", _GALLERY),
            _remark(say("Shown at the top of the gallery. An empty line begins a new paragraph."), language),
            _long_texts("intro", _INTRO),
            _remark(
                say("The picture that stands for the gallery: JPEG, PNG or WebP, best 2400 pixels wide."),
                language,
            ),
            "cover:\n  file: media/first-record.jpg\n",
            _remark(say("What the picture shows, for a visitor who cannot see it."), language, 2),
            _texts("alt", _ALT, 2),
            _remark(say("Who made the picture, and how."), language, 2),
            _texts("credit", _CREDIT, 2),
            _remark(say("The licence under which it may be shown."), language, 2),
            "  rights: CC0-1.0\n",
            _remark(say("The gallery's colour, bright enough for a dark ground."), language),
            'accent: "#c9a24b"\n',
            _remark(say("Who made this pack, and the licence of its texts."), language),
            _texts("credit_line", _OWNER),
            "rights: CC-BY-4.0\n",
        )
    )


def _record(language: Language) -> str:
    return "".join(
        (
            _remark(
                say("One object: one file like this one. Copy it for the next, under another name."), language
            ),
            _remark(say("The same as the file's name."), language),
            "id: first-record\n",
            _remark(say("Its place in the gallery: smaller numbers come first."), language),
            "order: 10\n",
            _remark(say("The number in your inventory."), language),
            "accession_number: N-01\n",
            _remark(say("The name on the label."), language),
            _texts("title", _RECORD),
            _remark(say("The label text: 40 to 80 words, in Chinese 80 to 160 characters."), language),
            _long_texts("label", _LABEL),
            _remark(
                say("Take away the # of the lines that you need. The words stand in terms/ of the hall."),
                language,
            ),
            "# materials: [gold]\n# techniques: [casting]\n# themes: [animal-style]\n",
            _remark(say("Years before our era are negative: 500 BC is -500."), language),
            "# dates: {earliest: -500, latest: -201}\n",
            _remark(say("In millimetres and grams."), language),
            "# dimensions: {height_mm: 120}\n",
            _remark(say("False, if this is the original."), language),
            "replica: true\n",
            _remark(say("The line of thanks and ownership."), language),
            _texts("credit_line", _OWNER),
            _remark(say("Publications that the text rests on, by name."), language),
            '# sources: ["Author: Title, year"]\n',
            _remark(say("The first picture stands for the record in the gallery."), language),
            "images:\n  - file: media/first-record.jpg\n",
            _remark(say("What the picture shows, for a visitor who cannot see it."), language, 4),
            _texts("alt", _ALT, 4),
            _remark(say("Who made the picture, and how."), language, 4),
            _texts("credit", _CREDIT, 4),
            _remark(say("The licence under which it may be shown."), language, 4),
            "    rights: CC0-1.0\n",
        )
    )


def _remark(message: Message, language: Language, indent: int = 0) -> str:
    return f"{' ' * indent}# {told(message, language)}\n"


def _texts(field: str, words: Words, indent: int = 0) -> str:
    inner = "".join(f'{" " * indent}  {each}: "{words[each]}"\n' for each in LANGUAGES)
    return f"{' ' * indent}{field}:\n{inner}"


def _long_texts(field: str, words: Words) -> str:
    return f"{field}:\n" + "".join(f"  {each}: >-\n    {words[each]}\n" for each in LANGUAGES)


def _picture() -> Image.Image:
    """A gold ring on the hall's dark ground, so that it is plainly no object."""
    picture = Image.new("RGB", _SIZE, "#14110d")
    pen = ImageDraw.Draw(picture)
    for radius, width, colour in ((560, 26, "#c9a24b"), (500, 6, "#7d6530"), (430, 3, "#4d3f22")):
        centre = (_SIZE[0] // 2, _SIZE[1] // 2)
        pen.circle(centre, radius, outline=colour, width=width)
    return picture
