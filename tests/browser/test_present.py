"""A talk on the wall, moved by keys; a printed code, typed to come back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser

WALL = (
    "/present?embed=true&embed_options=dark_theme&period=2026Q1"
    "&steps=150000:map&steps=150000:distribution&steps=150000:ranking"
)


def expect_position(reader: Reader, position: str) -> None:
    """Expect the wall to stand at ``2 / 3``, and wait until it stands still there."""
    expect(reader.control("foot")).to_contain_text(position)
    reader.settle()


def open_wall(reader: Reader) -> None:
    """Open the talk, and wait for its first message and whatever follows on it."""
    reader.open(WALL)
    expect(reader.page.locator(".st-key-stage h1")).to_contain_text("反弹")
    expect_position(reader, "1 / 3")


def press(reader: Reader, key: str, position: str) -> None:
    reader.page.keyboard.press(key)
    expect_position(reader, position)


def test_keys_and_clickers_move_through_a_talk_in_the_dark(
    visit: Visitor, samples: str
):
    reader = visit(samples, size="1920x1080", color_scheme="light")
    open_wall(reader)
    for key, found in (
        ("ArrowRight", "2 / 3"),
        ("PageDown", "3 / 3"),
        ("Space", "3 / 3"),
        ("ArrowLeft", "2 / 3"),
        ("PageUp", "1 / 3"),
        ("Space", "2 / 3"),
    ):
        press(reader, key, found)
    ground = reader.page.evaluate(
        "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    )
    assert ground == "rgb(11, 22, 34)"
    assert not reader.page.get_by_test_id("stTopNavLink").count()


def test_the_map_on_the_wall_names_its_places_and_leaves_the_foot_free(
    visit: Visitor, samples: str
):
    reader = visit(samples)
    open_wall(reader)
    drawn = reader.page.locator(".st-key-stage svg[role=img]")
    expect(drawn.get_by_text("呼伦贝尔", exact=True)).to_be_visible()
    foot = reader.control("foot").bounding_box()
    picture = drawn.bounding_box()
    assert foot
    assert picture
    assert picture["y"] + picture["height"] <= foot["y"]
    assert foot["y"] + foot["height"] <= 768


def test_the_speaker_looks_at_a_park_and_comes_back(visit: Visitor, samples: str):
    reader = visit(samples)
    open_wall(reader)
    press(reader, "ArrowRight", "2 / 3")
    field = reader.selection("talk_park")
    field.click()
    reader.page.get_by_role("option").first.click()
    expect_position(reader, "1 / 2")
    reader.page.locator(".st-key-stage h1").click()
    press(reader, "Backspace", "2 / 3")


def test_a_typed_code_brings_page_and_filters_back(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open("/?period=2025Q4&grade=C")
    found = re.search(r"快照 (\S+/\S+)", reader.said())
    assert found
    reader.turn_to("盟市对比")
    reader.choose("period", "2026年一季度")
    reader.control("snapshot_box").get_by_role("button").first.click()
    reader.settle()
    field = reader.page.get_by_test_id("stPopoverBody").locator("input")
    field.fill(found[1].lower().replace("/", "、").replace("-", "－"))
    field.press("Enter")
    expect(reader.selection("period")).to_have_value("2025年四季度")
    expect(reader.page.get_by_test_id("stToast")).to_contain_text("没有变化")
    reader.settle()
    reader.expect_asked(period="2025Q4", grade="C")
    assert found[1] in reader.said()


def test_a_file_is_made_beside_the_page_and_saved(visit: Visitor, samples: str):
    reader = visit(samples)
    reader.open("/park")
    reader.control("export_box").get_by_role("button").first.click()
    reader.settle()
    reader.control("export_make").get_by_role("button").click()
    save = reader.control("export_save").get_by_role("button")
    expect(save).to_be_visible(timeout=60_000)
    with reader.page.expect_download() as download:
        save.click()
    assert download.value.suggested_filename.endswith(".pptx")
