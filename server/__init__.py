"""HTTP over a release; it reads, and never builds."""
