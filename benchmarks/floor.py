"""The floor: Streamlit with a page of one selectbox and one line of text."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import streamlit as st


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Freeze the heap before the first reader comes, as the product does."""
    gc.collect()
    gc.freeze()
    yield


app: Final = st.App(Path(__file__).with_name("floor_page.py"), lifespan=lifespan)
