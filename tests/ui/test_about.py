"""The page about the Centre: every credit is on it, and it stays short however much the galleries hold."""

from pathlib import Path

import pytest

from kiosk.catalogue.build import build
from kiosk.config import Config
from kiosk.languages import LANGUAGES
from kiosk.packs.reader import read_hall, read_packs
from tests.builds import Quiet
from tests.synthetic import make_content
from tests.ui.conftest import Open
from tests.ui.hall import Editions
from tests.ui.test_visits import begin
from tests.ui.visit import Visit

GALLERIES = ("saka", "esik", "berel")


def test_every_shipped_credit_is_found(visit: Visit, editions: Editions) -> None:
    hall = read_hall(editions.shipped_content)
    roots = [editions.shipped_content / gallery for gallery in GALLERIES]
    packs = [reading.pack for reading in read_packs(roots, hall.terms, decode_pictures=False)]
    begin(visit, "en", "about")
    for language in LANGUAGES:
        visit.touch(f"language-{language}")
        for pack in packs:
            assert pack is not None
            records = pack.records
            images = [pack.manifest.cover, *(image for record in records for image in record.images)]
            films = [film for record in records for film in record.films]
            for asset in (*images, *films):
                credit = getattr(asset.credit, language)
                assert visit.says(credit), asset.file
                title = getattr(pack.manifest.title, language)
                assert visit.says(f"{title} · "), asset.file
                assert visit.says(f" · {asset.rights}")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four hundred records with five pictures among them."""
    folder = tmp_path_factory.mktemp("large")
    content = make_content(folder / "content", {"small": 20, "steppe": 400}, pictures=5, size=(320, 240))
    result = build(Config(content=content, data=folder / "data", galleries=("small", "steppe")), Quiet())
    assert result.published, result.problems
    return folder / "data"


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_records_make_no_long_page(open_kiosk: Open, large: Path, language: str) -> None:
    visit = open_kiosk(large)
    begin(visit, language, "about")
    lines = [" ".join(each.lines) for each in visit.written() if " · " in "".join(each.lines)]
    # In either gallery five pictures and a cover, each of another maker.
    assert len(lines) == 12
    licences = len(visit.stage.settings.licences)
    assert len(visit.written()) < 60 + licences
