"""SHACL shapes, one Turtle file for each file of the ontology that they check."""
