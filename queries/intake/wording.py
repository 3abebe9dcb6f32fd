"""The words of the workbook format: data of the format, not sentences for readers."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from queries.vocabulary import (
    Assessor,
    CrsName,
    Grid,
    ParkForm,
    Tier,
    WorkbookKind,
)

BRACKETS: Final = str.maketrans(
    {
        **dict.fromkeys("[{【〔〖《「『", "("),
        **dict.fromkeys("]}】〕〗》」』", ")"),
        **dict.fromkeys("—–―‐‑‒﹣−", "-"),
        **dict.fromkeys("•・‧∙●", "·"),
    }
)
"""Bracket, dash and dot styles that mean the same."""

MISSING: Final = frozenset({"", "/", "无", "待填报"})
"""Marks of a missing value; so is any run of dashes."""

TOTALS: Final = ("合计", "小计", "总计")
"""A row keyed so sums up others and is no row of its own."""

EXAMPLE_PREFIXES: Final = ("示例", "填写示例", "例:")
"""A row whose code begins so is the example of a template."""

SIMULATED_NAME: Final = "示例园区"
"""So begin the names of parks whose figures are simulated."""

UNIT_ROW_LABELS: Final = frozenset({"单位", "计量单位", "(单位)"})
"""What stands at the head of a row of units."""

SILENT_HEADERS: Final = frozenset({"序号", "编号", "行号", "no", "no."})
"""Columns that only count rows: left out without a word."""

INSTRUCTIONS_SHEET: Final = "填写说明"
ZONES_SHEET: Final = "开发区名单"
OPTIONS_SHEET: Final = "选项"
FINDINGS_SHEET: Final = "问题清单"
OWN_SHEETS: Final = frozenset(
    {INSTRUCTIONS_SHEET, ZONES_SHEET, OPTIONS_SHEET, FINDINGS_SHEET}
)
"""Sheets that the product itself puts into workbooks, and never reads."""

EXAMPLE_CODE: Final = "示例（此行不读）"
"""The code in the example row of a template."""

REGISTRY_HEADERS: Final = {
    "code": ("园区编码", "园区代码", "园区编号"),
    "name_zh": ("园区名称",),
    "league_city": ("盟市", "所属盟市", "所在盟市"),
    "banner": ("旗县区", "旗县", "所属旗县区", "所在旗县区", "旗县市区"),
    "tier": ("层级",),
    "form": ("建设形式",),
    "longitude": ("经度",),
    "latitude": ("纬度",),
    "crs": ("坐标系",),
    "leading_industries": ("主导产业",),
    "planned_area_km2": ("规划面积",),
    "build_start_year": ("建设起始年",),
    "build_end_year": ("建设完成年",),
    "self_test_from": ("自测起始月",),
    "grid": ("电网",),
    "note": ("备注",),
}
MONTHLY_HEADERS: Final = {
    "code": REGISTRY_HEADERS["code"],
    "month": ("月份", "填报月份", "数据月份"),
    "name_zh": REGISTRY_HEADERS["name_zh"],
    "note": REGISTRY_HEADERS["note"],
}
ASSESSMENT_HEADERS: Final = {
    "code": REGISTRY_HEADERS["code"],
    "period": ("考核周期",),
    "name_zh": REGISTRY_HEADERS["name_zh"],
    "grade": ("等级", "考核等级"),
    "score": ("得分", "考核得分"),
    "assessor": ("评定单位",),
    "assessed_on": ("评定日期",),
    "note": REGISTRY_HEADERS["note"],
}
HEADERS: Final[Mapping[WorkbookKind, Mapping[str, tuple[str, ...]]]] = {
    WorkbookKind.MONTHLY: MONTHLY_HEADERS,
    WorkbookKind.ASSESSMENT: ASSESSMENT_HEADERS,
    WorkbookKind.REGISTRY: REGISTRY_HEADERS,
}
"""Field to the names its column may bear, the canonical one first."""

KEYS: Final = {
    WorkbookKind.MONTHLY: ("code", "month"),
    WorkbookKind.ASSESSMENT: ("code", "period"),
    WorkbookKind.REGISTRY: ("code", "name_zh"),
}
"""The columns by which a header row is recognised, in the order of trying."""

MEASURE_ALIASES: Final = {"co2_t": ("二氧化碳排放总量",)}
"""Other names of a measure's column."""

TIERS: Final = {
    "国家级": Tier.NATIONAL,
    "国家级建设名单": Tier.NATIONAL,
    "自治区级": Tier.REGION,
    "自治区级培育名单": Tier.REGION,
    "其他": Tier.EXPLORING,
    "其他探索": Tier.EXPLORING,
}
FORMS: Final = {
    "整体": ParkForm.WHOLE,
    "整体园区": ParkForm.WHOLE,
    "园中园": ParkForm.PARK_IN_PARK,
}
GRIDS: Final = {
    "蒙西": Grid.WEST,
    "蒙西电网": Grid.WEST,
    "蒙东": Grid.EAST,
    "蒙东电网": Grid.EAST,
}
ASSESSORS: Final = {
    "盟市": Assessor.LEAGUE_CITY,
    "盟市级": Assessor.LEAGUE_CITY,
    "自治区": Assessor.REGION,
    "自治区级": Assessor.REGION,
}
CRS_NAMES: Final[Mapping[str, CrsName]] = {
    "CGCS2000": "CGCS2000",
    "国家2000": "CGCS2000",
    "2000国家大地坐标系": "CGCS2000",
    "WGS84": "WGS84",
    "GCJ02": "GCJ-02",
    "BD09": "BD-09",
}
"""Coordinate systems by their name without dashes."""

_NOTE: Final = re.compile(
    r"(?:填表人?|填报人|填报单位|填报日期|填表日期|制表人?|审核人?|复核人?|负责人|单位负责人"
    r"|联系人|联系电话|经办人|备注|说明|注|数据来源)\d*:"
)
_ORDINAL: Final = re.compile(
    r"^(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、])"
)
_BLANKS: Final = re.compile(r"[\s\u200b\ufeff]+")
_DASHES: Final = re.compile(r"-+")


def plain(text: str) -> str:
    """Bring *text* to one form: half-width, no blanks, one style of each sign."""
    folded = unicodedata.normalize("NFKC", text).translate(BRACKETS)
    return _BLANKS.sub("", folded)


def bears_mark(text: str) -> bool:
    """Say whether *text* holds a raised or circled digit: a footnote, no number.

    ``plain`` would make a digit of it: 925551 of 92555 with the footnote ①.
    """
    return any(unicodedata.category(sign) == "No" for sign in text)


def is_missing(cell: object) -> bool:
    """Say whether a cell means that there is no value."""
    if not isinstance(cell, str):
        return cell is None
    if cell == "":
        return True
    text = plain(cell)
    return text in MISSING or _DASHES.fullmatch(text) is not None


def is_total(text: str) -> bool:
    """Say whether a plain *text* keys a row of sums."""
    return text.rstrip(":").endswith(TOTALS)


def is_example(text: str) -> bool:
    """Say whether a plain *text* keys the example row of a template.

    The name of a simulated park is none, though it begins alike.
    """
    bare = text.lstrip("(")
    return bare.startswith(EXAMPLE_PREFIXES) and not bare.startswith(SIMULATED_NAME)


def is_note(text: str) -> bool:
    """Say whether a plain *text* begins a line of signatures or notes below a table."""
    return _NOTE.match(text) is not None


def unnumbered(header: str) -> str:
    """Return a plain *header* without the number that orders it: 1. or (二)、."""
    return _ORDINAL.sub("", header)
