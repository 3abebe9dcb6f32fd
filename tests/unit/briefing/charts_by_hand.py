"""A chart of every kind, a map, a table and a pack, by hand, with real names."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from dashboard.briefing.packs import (
    CellKind,
    Column,
    Pack,
    PackKind,
    Provenance,
    Sheet,
    Table,
)
from dashboard.charts.maps import Area, Canvas, Label, Legend, Map, View, Zone
from dashboard.charts.maps import Mark as Disc
from dashboard.charts.values import (
    Band,
    Chart,
    ChartKind,
    Mark,
    Panel,
    Series,
    Stretch,
    Waterfall,
)
from geodata.crs import point_on_plane
from geodata.outlines import extent, league_city_outlines, middle
from queries.vocabulary import Grade, Tier

LONGEST = "示例园区·鄂尔多斯市蒙苏经济开发区江苏工业园零碳新型工业化示范产业园"
MONTHS = tuple(f"2026-{number:02d}" for number in range(1, 10))
NAMED = {
    "150100": "呼和浩特市",
    "150200": "包头市",
    "150300": "乌海市",
    "150400": "赤峰市",
    "150500": "通辽市",
    "150600": "鄂尔多斯市",
    "150700": "呼伦贝尔市",
    "150800": "巴彦淖尔市",
    "150900": "乌兰察布市",
    "152200": "兴安盟",
    "152500": "锡林郭勒盟",
    "152900": "阿拉善盟",
}
CITIES = tuple(NAMED.values())
SOURCE = "园区月度自测"
SNAPSHOT = "20261121-7"
ALL = {"source": SOURCE, "snapshot": SNAPSHOT, "alt": "图"}


def lines() -> Chart:
    values = (0.412, 0.433, None, 0.457, 0.47, 0.466, 0.481, 0.502, 0.534)
    return Chart(
        kind="lines",
        title="绿电使用比例",
        unit="",
        categories=MONTHS,
        series=(
            Series(name="上年同期", values=(0.3,) * 9, is_muted=True),
            Series(name="近 12 个月", values=values),
        ),
        targets=(0.5,) * 9,
        target_label="目标",
        is_share=True,
        decimals=1,
        **ALL,
    )


def trends() -> Chart:
    first = (0.95, 0.93, 0.9, None, None, 0.86, 0.82, 0.8, 0.78)
    second = (0.7, 0.71, 0.72, 0.7, 0.69, 0.67, 0.66, 0.66, 0.65)
    return Chart(
        kind="trends",
        title="单位能耗碳排放",
        unit="tCO₂/tce",
        categories=MONTHS,
        series=(
            Series(
                name=LONGEST,
                values=first,
                end=f"{LONGEST} 0.78",
                hints=("",) * 9,
                is_partial=(False,) * 8 + (True,),
            ),
            Series(
                name="鄂尔多斯市",
                values=second,
                end="鄂尔多斯市 0.65",
                hints=("",) * 9,
                is_partial=(False,) * 9,
            ),
            Series(
                name="全区",
                values=(0.8,) * 9,
                end="全区 0.80",
                is_muted=True,
                hints=("",) * 9,
                is_partial=(False,) * 9,
            ),
        ),
        marks=(Mark(value=0.6, label="国家级目标 ≤0.60（暂行）"),),
        stretch=Stretch(first=0, last=2, label="基准年"),
        ticks=(0, 2, 4, 6, 8),
        **ALL,
    )


def rank_paths() -> Chart:
    periods = ("2025Q4", "2026Q1", "2026Q2", "2026Q3")
    tones = {0: "first", 3: "good", 7: "bad"}
    orders = [
        [(at + step * (at % 3)) % 12 + 1 for at in range(12)] for step in range(4)
    ]
    ranks = [sorted(range(12), key=lambda at, row=row: (row[at], at)) for row in orders]
    series = tuple(
        Series(
            name=name,
            values=tuple(float(rank.index(at) + 1) for rank in ranks),
            is_muted=at not in tones,
            tone=tones.get(at, "quiet"),
        )
        for at, name in enumerate(CITIES)
    )
    return Chart(
        kind="rank_paths",
        title="名次变化",
        unit="",
        categories=periods,
        series=series,
        ends=tuple((int(one.values[-1]), one.name, one.tone) for one in series),
        highest=12,
        **ALL,
    )


def small_multiples(*, is_one_scale: bool = True) -> Chart:
    panels = tuple(
        Panel(
            title=name,
            unit="" if is_one_scale else "tCO₂/tce",
            series=(
                Series(name=name, values=(0.3, 0.32, None, 0.4 + at / 40)),
                *(
                    ()
                    if is_one_scale
                    else (Series(name="全区", values=(0.3,) * 4, is_muted=True),)
                ),
            ),
            texts=(f"{40 + at * 2.5:.1f}%", "30.0%")[: 1 if is_one_scale else 2],
            target=0.5,
            is_worse=at == 2,
            is_share=True,
            decimals=1,
            lower_is_better=False,
        )
        for at, name in enumerate(CITIES)
    )
    return Chart(
        kind="small_multiples",
        title="各盟市绿电使用比例",
        unit="",
        categories=("2025Q4", "2026Q1", "2026Q2", "2026Q3"),
        series=(),
        panels=panels,
        is_one_scale=is_one_scale,
        **ALL,
    )


def bullets() -> Chart:
    return Chart(
        kind="bullets",
        title="本期指标",
        unit="",
        categories=("单位能耗碳排放", "绿电使用比例", "余热余冷余压综合利用率"),
        series=(Series(name="本期", values=(0.81, 0.366, None)),),
        targets=(0.6, 0.5, None),
        target_label="目标",
        heads=("本期", "目标", "同比", "数据"),
        texts=(
            ("0.81 tCO₂/tce", "≤0.60（暂行）", "−0.05", "模拟 3/3"),
            ("36.6%", "≥50.0%（暂行）", "+2.1 个百分点", "填报 3/3"),
            ("待填报", "待主管部门明确", "无可比值", "待填报"),
        ),
        ceilings=(1.2, 1.0, 1.0),
        lower_is_better=(True, False, False),
        decimals=2,
        **ALL,
    )


def scorecard() -> Chart:
    shown = bullets()
    return replace(
        shown,
        kind="scorecard",
        title="为什么是这个分数",
        series=(
            *shown.series,
            Series(name="上期", values=(0.9, 0.3, None)),
        ),
        heads=("满分", "本期", "目标", "▲上期 ┃目标"),
        texts=(
            ("60", "0.81", "≤0.60", ""),
            ("40", "36.6%", "≥50.0%", ""),
            ("0", "待填报", "待主管部门明确", "不计分：缺月报"),
        ),
        waterfall=Waterfall(
            losses=(20.0, 11.5),
            n_named=1,
            bands=(
                Band(grade=Grade.D, label="D", low=0, high=60),
                Band(grade=Grade.C, label="C 60", low=60, high=70),
                Band(grade=Grade.B, label="B 70", low=70, high=85),
                Band(grade=Grade.A, label="A 85", low=85, high=100),
            ),
            total=68.5,
            grade=Grade.C,
            cut=70.0,
            total_name="得分",
            total_words="距 B 还差 1.5 分",
        ),
    )


def ranking() -> Chart:
    ranks = (*range(1, 12), None)
    n_rows = len(CITIES)
    return Chart(
        kind="ranking",
        title="盟市排名",
        unit="分",
        categories=CITIES,
        series=(
            Series(name="本期", values=tuple(map(_number, ranks))),
            Series(name="上期", values=(3.0, 1.0, 2.0, *map(_number, ranks[3:]))),
        ),
        texts=tuple(
            (
                "—" if rank is None else str(rank),
                "↑2" if at == 0 else "",
                "" if rank else "未参评：缺月报",
                f"{3 + at % 4}/{3 + at % 4}",
                "—" if rank is None else f"{90 - at * 2.5:.1f}",
                "=+1.2" if at == 1 else "−0.4",
            )
            for at, rank in enumerate(ranks)
        ),
        tones=(("", "good", "quiet", "quiet", "", "bad"),) * n_rows,
        heads=("名次", "名次区间 ●本期 ○上期", "各等级园区数", "数据", "得分"),
        codes=tuple(NAMED),
        hints=("",) * n_rows,
        intervals=tuple(
            None if rank is None else (max(1, rank - 1), min(11, rank + 2))
            for rank in ranks
        ),
        counts=tuple(
            Series(
                name=grade,
                values=tuple(float((at + n) % 3) for at in range(n_rows)),
            )
            for n, grade in enumerate("ABCDU")
        ),
        highest=11,
        note="区间重叠的两行，先后并不可靠。",
        **ALL,
    )


def ledger() -> Chart:
    now, after = (120.0, 40.0, 0.0, 0.0), (60.0, 0.0, 0.0, 0.0)
    spare, left = (0.0, 0.0, -80.0, 0.0), (0.0, 0.0, -20.0, 0.0)
    return Chart(
        kind="ledger",
        title="储能缺口账",
        unit="MWh",
        categories=CITIES[:4],
        series=(
            Series(name="现在缺", values=now),
            Series(name="之后缺", values=after),
            Series(name="现在余", values=spare),
            Series(name="之后余", values=left),
        ),
        texts=(
            ("蒙西", "120", "60"),
            ("蒙西", "40", "0"),
            ("蒙东", "−80", "−20"),
            ("蒙东", "0", "0"),
        ),
        tones=(("quiet", "", "bad"),) * 4,
        heads=("盟市", "电网", "缺口与富余 ○现在 ●之后", "现在", "之后"),
        hints=("",) * 4,
        decimals=0,
        **ALL,
    )


def curve() -> Chart:
    storage = tuple(100.0 * at for at in range(11))
    return Chart(
        kind="curve",
        title="全区合成一个系统：储能与绿电",
        unit="",
        categories=tuple(f"{at:,.0f}" for at in storage),
        positions=storage,
        series=(
            Series(
                name="合成一个系统",
                values=tuple(0.4 + 0.05 * at - 0.002 * at * at for at in range(11)),
            ),
            Series(
                name="各园区分开",
                values=(None, None, None, 0.42, *(None,) * 7),
                end="各自为战 42.0%",
            ),
        ),
        marks=(Mark(value=0.6, label="要求 60%"),),
        posts=(
            Mark(value=300.0, label="已建 300 MWh"),
            Mark(value=520.0, label="需要 520 MWh"),
        ),
        heads=("储能（MWh）",),
        is_share=True,
        decimals=1,
        **ALL,
    )


def grade_counts() -> Chart:
    counts = ((2, 0, 1), (10, 3, 0), (0, 1, 0), (1, 0, 0), (0, 0, 4))
    return Chart(
        kind="grade_counts",
        title="各层级评级分布",
        unit="个",
        categories=("国家级", "自治区级", "其他探索"),
        series=(),
        counts=tuple(
            Series(name=grade.value, values=tuple(map(float, own)))
            for grade, own in zip(Grade, counts, strict=True)
        ),
        decimals=0,
        **ALL,
    )


def _number(rank: int | None) -> float | None:
    return None if rank is None else float(rank)


def charts() -> tuple[Chart, ...]:
    """Return one of each kind; a kind without one fails here."""
    made = {
        "lines": lines,
        "trends": trends,
        "rank_paths": rank_paths,
        "small_multiples": small_multiples,
        "bullets": bullets,
        "scorecard": scorecard,
        "ranking": ranking,
        "ledger": ledger,
        "curve": curve,
        "grade_counts": grade_counts,
    }
    return tuple(made[kind]() for kind in get_args(ChartKind))


def region_map() -> Map:
    """Return the region with three parks, one moved aside, and a zone."""
    outlines = league_city_outlines()
    west, north, east, south = extent(outlines)
    canvas = Canvas(width_px=960, height_px=620)
    places = [(109.8, 39.6), (109.9, 40.6), (118.9, 42.3)]
    planes = [point_on_plane(*place) for place in places]
    return Map(
        layer="league_cities",
        view=View(
            centre_x_km=(west + east) / 2,
            centre_y_km=(north + south) / 2,
            px_per_km=min(930 / (east - west), 590 / (south - north)),
            canvas=canvas,
        ),
        areas=tuple(
            Area(
                code=code,
                title=name,
                fill_class=None if at == 11 else at % 5,
                is_marked=at == 5,
                hint=f"{name} 0.{at}",
            )
            for at, (code, name) in enumerate(NAMED.items())
        ),
        marks=tuple(
            Disc(
                code=f"{city}-Y0{at}",
                title=LONGEST if at == 0 else f"示例园区·{at}",
                hint="鄂尔多斯市 · 国家级 · 优秀",
                grade=grade,
                tier=tier,
                x_km=x + (20 if at == 1 else 0),
                y_km=y,
                home_x_km=x,
                home_y_km=y,
                radius_px=12.0 if tier is Tier.NATIONAL else 9.0,
                is_moved=at == 1,
            )
            for at, (city, grade, tier, (x, y)) in enumerate(
                zip(
                    ("150600", "150200", "150400"),
                    (Grade.A, Grade.D, Grade.U),
                    (Tier.NATIONAL, Tier.REGION, Tier.EXPLORING),
                    planes,
                    strict=True,
                )
            )
        ),
        zones=(Zone(title="开发区", hint="", x_km=0.0, y_km=300.0, is_exact=False),),
        labels=tuple(
            Label(text=NAMED[code], x_km=x, y_km=y)
            for code, (x, y) in (
                (code, middle(outline)) for code, outline in outlines.items()
            )
        ),
        legend=Legend(
            title="盟市绿电使用比例（%）",
            classes=("<20", "20–30", "30–40", "40–50", "≥50"),
            missing="无数据",
            tiers=(
                (Tier.NATIONAL, "国家级（双环）"),
                (Tier.REGION, "自治区级"),
                (Tier.EXPLORING, "其他探索"),
            ),
            marked="标题所指盟市",
            zone="参考开发区（空心点：仅定位到旗县区）",
        ),
        notes=(
            "示意图，未经审图，仅供内部使用",
            f"阿尔伯斯等积投影 · CGCS2000 · 快照 {SNAPSHOT}",
        ),
    )


def parks_table(n_rows: int = 3) -> Table:
    """Return parks with every kind of cell; one begins like a formula."""
    names = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", LONGEST)
    return Table(
        key="parks",
        title="园区清单",
        columns=(
            Column(key="code", name="编码"),
            Column(key="name", name="园区"),
            Column(
                key="green_power_share",
                name="绿电使用比例",
                kind=CellKind.SHARE,
                decimals=1,
            ),
            Column(
                key="carbon_intensity",
                name="单位能耗碳排放",
                unit="tCO₂/tce",
                kind=CellKind.NUMBER,
                decimals=2,
            ),
            Column(key="n", name="任务数", unit="项", kind=CellKind.COUNT),
            Column(key="due", name="期限", kind=CellKind.DAY),
            Column(key="month", name="数据月份", kind=CellKind.MONTH),
            Column(key="flag", name="数据"),
        ),
        rows=tuple(
            (
                ("150600-Y00", "150200-Y01", "150400-Y02")[at]
                if at < 3
                else f"150600-Y{at}",
                names[at % 5],
                None if at == 1 else 0.366,
                0.81 if at != 1 else float("nan"),
                at,
                datetime(2026, 12, 31, tzinfo=UTC).date(),
                "2026-09",
                "模拟" if at != 1 else "待填报",
            )
            for at in range(n_rows)
        ),
        note="模拟数据",
    )


def provenance() -> Provenance:
    return Provenance(
        period="2026年三季度",
        scope="全区",
        filters=("国家级", "优秀"),
        rule_set="自治区零碳园区评分办法",
        rule_status="暂行",
        sources=("园区月度自测 2025-01 至 2026-09", "评分办法（征求意见稿）"),
        made_at=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
        snapshot=SNAPSHOT,
        is_simulated=True,
        handling="内部资料，注意保管",
        map_line="示意图，未经审图，仅供内部使用",
    )


def pack(*sheets: Sheet) -> Pack:
    """Return *sheets* as a pack; without any: a map, every chart, a table."""
    default = (
        Sheet(
            key="map",
            message="鄂尔多斯市 3 个园区中 1 个优秀，绿电使用比例居全区首位",
            maps=(region_map(),),
            points=("优秀 1 个，预警 1 个，未评 1 个。",),
            notes=("绿电使用比例 = 绿电 ÷ 用电。",),
        ),
        *(
            Sheet(key=chart.kind, message=f"{chart.title}见下图", charts=(chart,))
            for chart in charts()
        ),
        Sheet(key="parks", message="园区清单", tables=(parks_table(),)),
    )
    return Pack(
        kind=PackKind.REGION,
        code="",
        title="内蒙古零碳园区区域简报",
        provenance=provenance(),
        sheets=sheets or default,
    )
