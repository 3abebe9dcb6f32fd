// Figures are drawn in the browser's theme, and again when that changes.
const wanted = window.matchMedia("(prefers-color-scheme: dark)");
const draw = () => {
  const theme = wanted.matches ? "dark" : "light";
  for (const chart of document.querySelectorAll(".chart")) {
    const figures = JSON.parse(document.getElementById(`${chart.id}-figures`).textContent);
    const { data, layout } = figures[theme];
    Plotly.react(chart, data, layout, { ...figures.config, responsive: true });
  }
};
wanted.addEventListener("change", draw);
draw();
