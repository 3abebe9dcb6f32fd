"""What has been written since a snapshot, in words."""

from collections.abc import Iterator

from dashboard.text import Speaker
from queries.changes import Change


def what(change: Change, *, say: Speaker) -> str:
    """Return what a batch did: 导入, 撤销第 3 批."""
    undoes = change.summary.get("undoes")
    return say(f"intake.action.{change.action}", undoes=undoes)


def when(change: Change) -> str:
    """Return the moment of a batch, in China's time."""
    return f"{change.made_at:%Y-%m-%d %H:%M}"


def wrote(change: Change, *, say: Speaker) -> str:
    """Return what a batch wrote: parks, months, and how many rows of which kind."""
    return say("list.comma").join(_written(change, say)) or say("snapshot.no_rows")


def _written(change: Change, say: Speaker) -> Iterator[str]:
    if change.undone_by is not None:
        yield say("snapshot.undone_by", batch=change.undone_by)
    if change.n_parks:
        yield say("snapshot.parks", n=f"{change.n_parks:,}")
    if change.first_month is not None and change.first_month == change.last_month:
        yield str(change.first_month)
    elif change.first_month is not None:
        yield say("snapshot.months", first=change.first_month, last=change.last_month)
    counts = (
        ("snapshot.reports", change.n_reports),
        ("snapshot.values", change.n_values),
        ("snapshot.grades", change.n_grades),
    )
    for key, count in counts:
        if count:
            yield say(key, n=f"{count:,}")


def finding(changes: tuple[Change, ...], data_code: str, *, say: Speaker) -> str:
    """Return in one sentence whether anything has changed since."""
    if not changes:
        return say("snapshot.unchanged", code=data_code)
    return say("snapshot.changed", code=data_code, n=len(changes))
