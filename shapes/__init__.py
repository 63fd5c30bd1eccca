"""The SHACL shapes, one Turtle file for each file of the ontology."""
