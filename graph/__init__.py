"""From source documents to a validated, published release of the Notorious Markets Knowledge Graph."""
