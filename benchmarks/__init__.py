"""How fast the product is, beside an empty Streamlit page on the same machine."""
