"""From what was understood to an annotation: proposed, written, held against what people decided."""
