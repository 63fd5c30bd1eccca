"""The ontology as Turtle, one file per topic."""
