"""``kiosk packs …``: what a curator does with packs. One command a module."""

import typer

from kiosk.commands import (
    packs_check,
    packs_from_table,
    packs_import,
    packs_inbox,
    packs_install,
    packs_labels,
    packs_new,
    packs_preview,
    packs_sign,
    packs_status,
    packs_take_back,
    packs_texts,
    packs_watch,
)

app = typer.Typer(help="Packs: what a curator delivers.", no_args_is_help=True)
app.command("new")(packs_new.new)
app.command("check")(packs_check.check)
app.command("status")(packs_status.status)
app.command("preview")(packs_preview.preview)
app.command("watch")(packs_watch.watch)
app.command("install")(packs_install.install)
app.command("import")(packs_import.import_packs)
app.command("list")(packs_install.list_packs)
app.command("history")(packs_install.history)
app.command("rollback")(packs_install.rollback)
app.command("remove")(packs_install.remove)
app.command("take-back", hidden=True)(packs_take_back.take_back)
app.command("inbox")(packs_inbox.inbox)
app.command("labels")(packs_labels.labels)
app.command("sign")(packs_sign.sign)
app.command("verify")(packs_sign.verify)
app.command("from-table")(packs_from_table.from_table)
app.add_typer(packs_texts.app, name="texts")


@app.callback()
def _packs() -> None:
    """Packs: what a curator delivers."""
