"""The figures of a release: every item as SVG and as Vega-Lite."""
