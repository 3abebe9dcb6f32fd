"""A page on which nothing but Streamlit itself costs anything."""

import streamlit as st

chosen = st.selectbox("number", range(20), key="number")
st.text(f"chosen {chosen}")
