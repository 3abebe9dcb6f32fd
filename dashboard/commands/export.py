"""``zeropark export``: a briefing, or one chart of it, as a file."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer

from dashboard.briefing.building import built, need_reports
from dashboard.briefing.packs import Pack, PackKind
from dashboard.briefing.question import Question
from dashboard.briefing.writers import (
    WRITERS,
    ExportOptions,
    FileKind,
    OwnTemplate,
    Written,
)
from dashboard.commands.database import migrated
from dashboard.commands.output import print_json, print_sentence
from dashboard.commands.progress import progress_bars
from dashboard.commands.whole_files import write_whole
from dashboard.exporting import SUFFIXES
from dashboard.settings import Settings
from dashboard.source import Desk, Opened
from dashboard.text import Speaker
from queries import clock
from queries.engine import reading
from queries.errors import OutputIsInputError, SuffixUnknownError
from queries.months import Period
from queries.scope import REGION

SEVERAL_FORMS: Final = frozenset({FileKind.PICTURE, FileKind.DATA})
"""Kinds whose writers choose the form by the suffix, and refuse others themselves."""

PLACES: Final = ".geojson"
"""A form of data that holds places alone, and no tables."""

AsJson = Annotated[bool, typer.Option("--json", help="values.help_json")]


def register(app: typer.Typer) -> None:
    """Add the command to *app*."""
    app.command("export", help="export.help")(_export)


def _export(
    kind: Annotated[FileKind, typer.Argument(help="export.help_kind")],
    *,
    pack: Annotated[PackKind, typer.Option("--pack", help="export.help_pack")],
    period: Annotated[
        str, typer.Option("--period", metavar="2026Q1", help="export.help_period")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="export.file", help="export.help_output"
        ),
    ],
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="export.code", help="export.help_code"),
    ] = None,
    chart: Annotated[
        str | None,
        typer.Option("--chart", metavar="export.chart", help="export.help_chart"),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="export.file", help="export.help_template"),
    ] = None,
    as_json: AsJson = False,
) -> None:
    settings = Settings.from_environ()
    say = Speaker(settings.language)
    _need_suffix(kind, output)
    options = ExportOptions(
        say=say,
        suffix=output.suffix.lower(),
        template=_template(template, output),
    )
    made = _built(
        settings, say, pack=pack, period=Period.parse(period), code=code, chart=chart
    )
    written = WRITERS[kind](made, options)
    write_whole(output, written.content)
    if as_json:
        print_json(_document(output, kind, made, written))
    else:
        done = "places" if options.suffix == PLACES else kind.value
        print_sentence(say(f"export.done_{done}", file=output, n=written.n_pages))


def _need_suffix(kind: FileKind, output: Path) -> None:
    """Refuse a name that says another kind of file; a pipe may have any.

    Raises:
        SuffixUnknownError: The name ends otherwise than such a file does.
    """
    is_pipe = output.exists() and not output.is_file()
    suffix, fitting = output.suffix.lower(), SUFFIXES[kind]
    if kind not in SEVERAL_FORMS and suffix != fitting and not is_pipe:
        raise SuffixUnknownError(suffix=suffix, known=[fitting])


def _template(path: Path | None, output: Path) -> OwnTemplate | None:
    """Read the owner's presentation.

    Raises:
        OutputIsInputError: The slides would be written over it.
    """
    if path is None:
        return None
    if path.resolve() == output.resolve():
        raise OutputIsInputError(file=str(output))
    return OwnTemplate(content=path.read_bytes(), name=path.name)


def _built(
    settings: Settings,
    say: Speaker,
    *,
    pack: PackKind,
    period: Period,
    code: str | None,
    chart: str | None,
) -> Pack:
    with (
        migrated(settings) as engine,
        reading(engine) as connection,
        progress_bars(say) as steps,
    ):
        asked = Question(
            desk=Desk(Opened(connection, REGION), clock.today()),
            period=period,
            say=say,
            made_at=clock.now(),
            handling=settings.handling,
            approval=settings.map_approval,
        )
        need_reports(asked)
        shown = steps.showing(say("export.building"))
        return built(pack, asked, code=code, chart=chart, progress=shown)


def _document(
    output: Path, kind: FileKind, made: Pack, written: Written
) -> dict[str, Any]:
    counted = "sheets" if kind is FileKind.WORKBOOK else "pages"
    return {
        "file": str(output),
        "snapshot": made.provenance.snapshot,
        counted: written.n_pages,
        "charts": [
            *(
                {"name": sheet.key, "kind": value.kind}
                for sheet in made.sheets
                for value in sheet.charts
            ),
            *(
                {"name": sheet.key, "kind": "map"}
                for sheet in made.sheets
                for _ in sheet.maps
            ),
        ],
    }
