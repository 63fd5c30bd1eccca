"""Matching names to the graph: the Reconciliation Service API 0.2 of the W3C's group, which OpenRefine speaks."""
