"""The tab of scoring rules as Streamlit elements."""

import streamlit as st

from dashboard import controls, data, rule_room, shown
from dashboard.charts import rule_words
from dashboard.text import Speaker, plain
from queries.assessment.rules import RuleSet
from queries.errors import OversightError
from queries.months import Period

LARGEST_MB = 1
"""A rule set has some kilobytes; a larger file is another file."""

TABLE_PX = 360

UPLOAD_WORDS = """<style>
[data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
[data-testid="stFileUploaderDropzone"] button p {{ display: none; }}
[data-testid="stFileUploaderDropzone"] button :has(> p)::after {{
  content: "{words}";
}}
</style>"""
"""Streamlit's own words on the control are English, whatever the reader's language."""


def rules(say: Speaker) -> None:
    """Show which rule sets there are, what one lays down, and try one."""
    shown.wrapped_table(rule_room.listed(say))
    left, right = st.columns([46, 54])
    with right:
        st.markdown(f"### {say('trial.title')}", anchors=False)
        which, when = st.columns(2)
        with which:
            tried = _ask(say)
        with when:
            period = controls.pick_trial_period(say)
        st.caption(say("trial.adopt"))
    with left:
        _laid_down(tried, say)
    with right:
        _trial(tried, period, say)


def _ask(say: Speaker) -> RuleSet | None:
    """Ask for a rule set; ``None`` where the file held out does not add up."""
    st.html(UPLOAD_WORDS.format(words=say("trial.choose")))
    code = controls.pick_rules(say, rule_room.names(say))
    file = st.file_uploader(
        say("trial.upload"), type=["toml"], key="rule_file", max_upload_size=LARGEST_MB
    )
    if file is None:
        return rule_room.known(code)
    try:
        return rule_room.read(file.getvalue(), file=file.name)
    except OversightError as error:
        st.error(plain(say.error(error)), icon=":material/error:")
        return None


def _laid_down(rules: RuleSet | None, say: Speaker) -> None:
    if rules is None:
        return
    known = data.known()
    name = say.name_of(rules)
    status = say(f"rule_status.{rules.status.value}")
    title = say("rules.title", name=name, status=status)
    st.markdown(f"### {plain(title)}", anchors=False)
    shown.wrapped_table(rule_words.rule_table(rules, known=known, say=say))
    sentences = rule_words.rule_sentences(rules, known=known, say=say)
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences))


def _trial(rules: RuleSet | None, period: Period | None, say: Speaker) -> None:
    if rules is None:
        return
    if period is None:
        st.info(say("trial.no_period"), icon=":material/info:")
        return
    seen = rule_room.trial(rules, period)
    st.markdown(f"**{plain(rule_room.outcome(seen, say=say))}**")
    shown.table(rule_room.table(seen, say=say), key="trial", height_px=TABLE_PX)
    st.markdown(plain(rule_room.edge(seen, say=say)))
    if seen.flips:
        shown.table(rule_room.edge_table(seen, say=say), key="flips")
