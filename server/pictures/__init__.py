"""Pictures: pure functions from values to SVG, each with a title and a description for those who do not see it."""
