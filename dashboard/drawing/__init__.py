"""How a chart or a map is drawn, one module a medium."""
