"""``kiosk packs take-back``: take back the version that the kiosk could not show."""

from kiosk.commands.options import (
    CONFIG,
    BackgroundOption,
    ConfigOption,
    log_beside_the_kiosks,
    work_for_the_kiosk,
)
from kiosk.commands.telling import TERMINAL, LanguageOption, errors_told, tell


def take_back(
    config: ConfigOption = CONFIG,
    background: BackgroundOption = False,
    language: LanguageOption = TERMINAL,
) -> None:
    """Take back the version that the kiosk could not show, if there is one, and write a report.

    `kiosk run` does this by itself.
    """

    from kiosk.config import load_config

    work_for_the_kiosk(background)
    with errors_told(language):
        settings = load_config(config)
        if background:
            log_beside_the_kiosks(settings)
        from kiosk.intake.putting_away import write_aside
        from kiosk.intake.report import Report
        from kiosk.intake.taking_back import TakenBack, take_back_unshowable
        from kiosk.intake.work import Unwatched

        def lay(report: Report, taken: TakenBack) -> None:
            tell(report.outcome, language)
            write_aside(report, taken.origin, settings.data, settings.curator_language)

        take_back_unshowable(settings, Unwatched(), lay)
