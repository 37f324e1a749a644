"""What the screens are told is what the packs say."""

import json
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, select

from kiosk.catalogue import editions, schema
from kiosk.catalogue.attract import MOST_SLIDES, Slide, choose, read_attract
from kiosk.catalogue.counted import count_credits
from kiosk.catalogue.queries import Catalogue
from kiosk.catalogue.rows import Cue, RecordRow
from kiosk.errors import EditionError
from kiosk.packs.model import ObjectRecord, Terms, Text
from kiosk.packs.outline import texts
from kiosk.packs.reader import LoadedPack, read_hall, read_pack
from tests.builds import SMALL, config, replace, run, shown
from tests.synthetic import make_content

CASES = Path(__file__).parents[1] / "packs"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up packs and one with a film and words of its own, built."""
    folder = tmp_path_factory.mktemp("catalogue")
    content = make_content(folder / "content", {"alpha": 23, "beta": 4}, pictures=2, size=SMALL)
    shutil.copytree(CASES / "good_film" / "gallery", content / "gallery")
    replace(content / "alpha/objects/r00003.yaml", "related: [", "related: [beta/r00001, gone/nothing, ")
    replace(
        content / "alpha/objects/r00004.yaml", "sources:\n", 'sources:\n  - "\'; DROP TABLE record; -- [b]"\n'
    )
    result = run(folder, "beta", "gallery", "alpha")
    assert result.published, result.problems
    return folder


@pytest.fixture(scope="module")
def catalogue(folder: Path) -> Iterator[Catalogue]:
    edition = editions.current(folder / "data")
    assert edition is not None
    catalogue = Catalogue(edition)
    yield catalogue
    catalogue.close()


@pytest.fixture(scope="module")
def packs(folder: Path) -> dict[str, tuple[LoadedPack, Terms]]:
    """The same packs as the reader gives them, and the words they may use."""
    hall = read_hall(folder / "content").terms
    found = {}
    for name in ("beta", "gallery", "alpha"):
        pack = read_pack(folder / "content" / name, hall).pack
        assert pack is not None
        words = {kind: getattr(hall, kind) | getattr(pack.terms, kind) for kind in Terms.model_fields}
        found[name] = pack, Terms.model_construct(None, **words)
    return found


def test_galleries_come_in_the_order_of_the_configuration(
    catalogue: Catalogue, packs: dict[str, tuple[LoadedPack, Terms]]
) -> None:
    galleries = catalogue.galleries()
    assert [gallery.id for gallery in galleries] == ["beta", "gallery", "alpha"]
    for gallery in galleries:
        manifest = packs[gallery.id][0].manifest
        assert gallery.title == texts(manifest.title)
        assert gallery.subtitle == texts(manifest.subtitle)
        assert gallery.intro == texts(manifest.intro)
        assert gallery.cover.alt == texts(manifest.cover.alt)
        assert gallery.record_count == len(packs[gallery.id][0].records)
        assert (gallery.accent, gallery.version, gallery.rights) == (
            manifest.accent,
            manifest.version,
            manifest.rights,
        )


def test_every_record_comes_back_as_the_pack_says_it(
    catalogue: Catalogue, packs: dict[str, tuple[LoadedPack, Terms]]
) -> None:
    for name, (pack, words) in packs.items():
        rows = [catalogue.record(key) for key in catalogue.record_keys(name)]
        assert len(rows) == len(pack.records)
        for row, record in zip(rows, pack.records, strict=True):
            check_record(row, record, words, pack)
            assert catalogue.record_key(name, record.id) == row.key


def check_record(row: RecordRow, record: ObjectRecord, words: Terms, pack: LoadedPack) -> None:
    assert (row.gallery_id, row.record_id) == (pack.manifest.id, record.id)
    assert (row.accession_number, row.replica) == (record.accession_number, record.replica)
    for field in ("title", "label", "story", "credit_line"):
        assert getattr(row, field) == texts(getattr(record, field)), field
    for kind in ("materials", "techniques", "themes"):
        said = tuple(texts(getattr(words, kind)[key].label) for key in getattr(record, kind))
        assert getattr(row, kind) == said, kind
    assert row.sources == record.sources
    assert (row.dates is None) == (record.dates is None)
    if row.dates and record.dates:
        for field in ("earliest", "latest", "precision", "circa", "debated"):
            assert getattr(row.dates, field) == getattr(record.dates, field)
        assert row.dates.note == texts(record.dates.note)
    assert (row.dimensions is None) == (record.dimensions is None)
    if row.dimensions and record.dimensions:
        assert row.dimensions.height_mm == record.dimensions.height_mm
        assert row.dimensions.weight_g == record.dimensions.weight_g
        assert row.dimensions.of == record.dimensions.of
    assert (row.find is None) == (record.find is None)
    if row.find and record.find:
        site = words.sites[record.find.site]
        assert row.find.site.label == texts(site.label)
        assert (row.find.site.latitude, row.find.site.longitude) == (site.latitude, site.longitude)
        assert (row.find.year_from, row.find.year_to) == (record.find.year_from, record.find.year_to)
        assert row.find.context == texts(record.find.context)
    if row.original and record.original and record.original.institution:
        holder = words.institutions[record.original.institution]
        assert (row.original.institution, row.original.city) == (texts(holder.label), texts(holder.city))
    assert [image.alt for image in row.images] == [texts(image.alt) for image in record.images]
    for image, said in zip(row.images, record.images, strict=True):
        facts = pack.assets.pictures[said.file]
        assert (image.width, image.height, image.rights) == (facts.width, facts.height, said.rights)


def test_a_film_comes_with_poster_captions_and_a_file_of_our_own(catalogue: Catalogue, folder: Path) -> None:
    record = catalogue.record(catalogue.record_keys("gallery")[0])
    (film,) = record.films
    delivered = folder / "content/gallery/media/film.mp4"
    assert film.file.read_bytes() == delivered.read_bytes()
    assert not film.file.samefile(delivered)
    assert film.duration > 0
    assert film.width > 0
    assert list(film.captions) == ["en"]
    assert isinstance(film.captions["en"][0], Cue)
    assert film.title["zh"] == "影片"
    assert film.poster.folder == record.images[0].folder
    (card,) = catalogue.cards([record.key])
    assert card.has_film
    assert card.image == record.images[0]


def test_related_records_in_other_galleries_and_lost_ones(catalogue: Catalogue) -> None:
    key = catalogue.record_key("alpha", "r00003")
    assert key is not None
    related = catalogue.record(key).related
    assert [card.record_id for card in related] == ["r00001", "r00002", "r00004"]
    assert related[0].key == catalogue.record_key("beta", "r00001")


def test_filters_leave_what_counting_by_hand_leaves(
    catalogue: Catalogue, packs: dict[str, tuple[LoadedPack, Terms]]
) -> None:
    records = packs["alpha"][0].records
    themes = {theme for record in records for theme in record.themes}
    materials = {material for record in records for material in record.materials}
    assert len(themes) > 3
    for theme, material in product([None, *themes], [None, *materials]):
        left = [
            record.id
            for record in records
            if (theme is None or theme in record.themes)
            and (material is None or material in record.materials)
        ]
        keys = catalogue.record_keys("alpha", theme, material)
        assert [card.record_id for card in catalogue.cards(keys)] == left
        facets = catalogue.facets("alpha", theme, material)
        by_theme = Counter(t for r in records if material in (None, *r.materials) for t in r.themes)
        by_material = Counter(m for r in records if theme in (None, *r.themes) for m in r.materials)
        assert {facet.key: facet.count for facet in facets.themes} == {t: by_theme[t] for t in themes}
        assert {facet.key: facet.count for facet in facets.materials} == {
            m: by_material[m] for m in materials
        }
        assert [f.key for f in facets.themes] == [f.key for f in catalogue.facets("alpha").themes]


def test_facets_are_named_and_the_most_frequent_comes_first(
    catalogue: Catalogue, packs: dict[str, tuple[LoadedPack, Terms]]
) -> None:
    facets = catalogue.facets("alpha").themes
    assert [facet.count for facet in facets] == sorted((facet.count for facet in facets), reverse=True)
    for facet in facets:
        assert facet.label == texts(packs["alpha"][1].themes[facet.key].label)


def test_cards_come_in_the_order_asked(catalogue: Catalogue) -> None:
    keys = list(catalogue.record_keys("alpha"))
    asked = [keys[5], keys[0], keys[5], keys[22]]
    cards = catalogue.cards(asked)
    assert [card.key for card in cards] == asked
    assert cards[0] == cards[2]
    assert catalogue.cards([]) == ()
    with pytest.raises(KeyError):
        catalogue.cards([keys[0], 10_000])


def test_what_is_not_there(catalogue: Catalogue) -> None:
    assert catalogue.record_key("alpha", "nothing") is None
    assert catalogue.record_key("nothing", "r00001") is None
    assert catalogue.record_keys("alpha", theme="nothing") == []
    assert catalogue.facets("alpha", theme="nothing").materials[0].count == 0
    with pytest.raises(KeyError):
        catalogue.record(10_000)
    with pytest.raises(KeyError):
        catalogue.record_keys("nothing")


def test_every_asset_is_credited(catalogue: Catalogue, packs: dict[str, tuple[LoadedPack, Terms]]) -> None:
    rows = catalogue.credits()
    said = {
        (row.gallery_id, row.credit["en"], row.rights): (dict(row.credit), row.pictures, row.films)
        for row in rows
    }
    assert len(said) == len(rows), "equal credits are one row"
    pictures: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    films: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    credits = {}
    for name, (pack, _) in packs.items():
        for image in (pack.manifest.cover, *(image for record in pack.records for image in record.images)):
            key = name, str(image.credit.en), image.rights
            credits[key] = texts(image.credit)
            pictures[key].add(image.file)
        for film in (film for record in pack.records for film in record.films):
            key = name, str(film.credit.en), film.rights
            credits[key] = texts(film.credit)
            pictures[key].add(film.poster)
            films[key].add(film.file)
    assert films
    assert said == {key: (credits[key], len(pictures[key]), len(films[key])) for key in credits}
    assert [row.gallery_id for row in rows] == sorted(
        (row.gallery_id for row in rows), key=["beta", "gallery", "alpha"].index
    )
    assert rows[0].gallery_title == catalogue.galleries()[0].title


def test_what_differs_in_a_credit_stays_apart() -> None:
    engine = create_engine("sqlite://")
    said = [
        ("a.jpg", {"en": "Ann"}, "CC0-1.0", None),
        ("b.jpg", {"en": "Ben"}, "CC0-1.0", None),
        ("c.jpg", {"en": "Ann"}, "CC0-1.0", None),
        ("a.jpg", {"en": "Ann"}, "CC0-1.0", None),
        ("a.jpg", {"en": "Ann"}, "CC-BY-4.0", None),
        ("f.mp4", {"en": "Ben"}, "CC0-1.0", {}),
        ("d.jpg", {"en": "Ann", "ru": "Анна"}, "CC0-1.0", None),
    ]
    same = {"gallery": 7, "medium": 1, "title": {}, "alt": {}, "caption": {}}
    rows = [
        {**same, "id": number, "file": file, "credit": credit, "rights": rights, "captions": captions}
        for number, (file, credit, rights, captions) in enumerate(said)
    ]
    with engine.connect() as connection:
        schema.metadata.create_all(connection)
        connection.execute(insert(schema.asset), rows)
        count_credits(connection)
        found = connection.execute(select(schema.credit).order_by(schema.credit.c.position)).all()
    assert [(row.gallery, row.position) for row in found] == [(7, 0), (7, 1), (7, 2), (7, 3)]
    assert [(*row.credit.values(), row.rights, row.pictures, row.films) for row in found] == [
        ("Ann", "CC0-1.0", 2, 0),
        ("Ben", "CC0-1.0", 1, 1),
        ("Ann", "CC-BY-4.0", 1, 0),
        ("Ann", "Анна", "CC0-1.0", 1, 0),
    ]


def test_credits_cost_the_same_for_few_and_for_many_records(tmp_path: Path) -> None:
    asked = {}
    for records in (20, 400):
        folder = tmp_path / str(records)
        make_content(folder / "content", {"alpha": records}, pictures=3, size=SMALL)
        assert run(folder, "alpha").published
        edition = editions.current(folder / "data")
        assert edition is not None
        catalogue = Catalogue(edition)
        steps = count_steps(catalogue)
        rows = catalogue.credits()
        asked[records] = len(steps)
        catalogue.close()
        assert sum(row.pictures for row in rows) == 4, "three pictures and the cover"
    assert asked[20] == asked[400] > 0


def count_steps(catalogue: Catalogue) -> list[None]:
    """A list that grows with every step of SQLite's machine."""
    steps: list[None] = []
    connection = catalogue._sql.connection.dbapi_connection
    assert connection is not None
    connection.set_progress_handler(lambda: steps.append(None), 1)
    return steps


def test_the_centre(catalogue: Catalogue, folder: Path) -> None:
    centre = read_hall(folder / "content").centre
    assert centre is not None
    row = catalogue.centre()
    assert row.name == texts(centre.name)
    assert row.facts == tuple(texts(fact) for fact in centre.facts)


def test_a_text_keeps_only_its_languages() -> None:
    assert texts(Text(ru="да", en="yes")) == {"en": "yes", "ru": "да"}
    assert texts(None) == {}


def test_the_attract_loop_takes_the_galleries_in_turn(folder: Path) -> None:
    edition = editions.current(folder / "data")
    assert edition is not None
    slides = read_attract(edition)
    titles = [slide.gallery_title["en"] for slide in slides]
    assert len(set(titles[:3])) == 3
    assert len({slide.picture for slide in slides}) == len(slides) <= MOST_SLIDES
    assert all(slide.title and slide.accent for slide in slides)


def test_the_attract_loop_has_an_end() -> None:
    def slides(name: str, count: int) -> list[Slide]:
        return [Slide(f"{name}{number}", "f.jpg", 1, 1, {}, {}, "#ffffff") for number in range(count)]

    chosen = choose([slides("a", 30), slides("b", 2), slides("a", 3)])
    assert [slide.derivative for slide in chosen[:5]] == ["a0", "b0", "a1", "b1", "a2"]
    assert len(chosen) == MOST_SLIDES


def test_the_way_to_the_first_frame_imports_no_database() -> None:
    code = (
        "import kiosk.catalogue.attract, kiosk.catalogue.editions, kiosk.catalogue.freshness, sys, json;"
        "print(json.dumps([n for n in sys.modules if n.partition('.')[0] in "
        "('sqlalchemy', 'pydantic', 'PIL', 'yaml', 'sqlite3')]))"
    )
    assert json.loads(subprocess.check_output([sys.executable, "-c", code], text=True)) == []


def test_an_open_catalogue_cannot_be_written(catalogue: Catalogue, folder: Path) -> None:
    edition = editions.current(folder / "data")
    assert edition is not None
    before = sorted(edition.iterdir())
    catalogue.record_keys("alpha", theme="burial")
    assert sorted(edition.iterdir()) == before, "no journal beside the catalogue"


@pytest.mark.parametrize("harm", ["gone", "cut", "other-schema", "no-note", "nonsense"])
def test_a_damaged_edition_is_refused_and_another_one_shown(harm: str, tmp_path: Path) -> None:
    make_content(tmp_path / "content", {"alpha": 3}, pictures=0)
    run(tmp_path)
    first = editions.current(tmp_path / "data")
    replace(tmp_path / "content/alpha/pack.yaml", 'version: "1.0"', 'version: "2.0"')
    run(tmp_path)
    second = editions.current(tmp_path / "data")
    assert first is not None
    assert second is not None
    assert second != first
    if harm == "gone":
        shutil.rmtree(second)
    elif harm == "cut":
        with (second / "catalogue.sqlite").open("r+b") as file:
            file.truncate(20_000)
    elif harm == "no-note":
        (second / "edition.json").unlink()
    elif harm == "nonsense":
        (second / "edition.json").write_text("[1, 2")
    else:
        replace(second / "edition.json", f'"schema": {editions.SCHEMA_VERSION}', '"schema": 0')
    with pytest.raises(EditionError):
        Catalogue(second)
    assert editions.current(tmp_path / "data") == first
    assert shown(tmp_path / "data")["alpha"]


def test_a_catalogue_that_is_not_one_is_refused(tmp_path: Path) -> None:
    make_content(tmp_path / "content", {"alpha": 3}, pictures=0)
    run(tmp_path)
    edition = editions.current(tmp_path / "data")
    assert edition is not None
    file = edition / "catalogue.sqlite"
    file.write_bytes(b"x" * file.stat().st_size)
    with pytest.raises(EditionError, match="cannot be read"):
        Catalogue(edition)


def test_nothing_built_yet(tmp_path: Path) -> None:
    assert editions.current(tmp_path) is None
    with pytest.raises(EditionError):
        Catalogue(tmp_path / "nothing")
    with pytest.raises(EditionError):
        read_attract(tmp_path)
    assert config(tmp_path).galleries is None
