"""How much a request may take. Each limit is an option of `nmkg serve` and is said in the service description."""

import os
from dataclasses import dataclass, field

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one server; times in seconds, memory and sizes in bytes."""

    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 2))
    """Queries that run at the same time, each in a process of its own."""
    queue: int = 64
    """Queries that wait for a worker; one more is answered 503 at once."""
    patience: float = 10.0
    """How long a query waits for a worker before it is answered 503."""
    timeout: float = 30.0
    """How long a query may run, parsing and planning included."""
    memory: int = 1024 * MEGABYTE
    """What a query may take beyond what its worker shares with the others."""
    result: int = 2048 * MEGABYTE
    """How large a result may be."""
    query: int = 100_000
    """Characters of a query."""
    upload: int = 10 * MEGABYTE
    """Size of a document sent to be validated."""
    uploading: float = 30.0
    """How long the body of a request may take to arrive."""
    requests: int = 512
    """Requests in progress at the same time; one more is answered 503 at once."""
    cache: int = 128 * MEGABYTE
    """Answers kept to be sent again."""
    services: tuple[str, ...] = ()
    """Addresses, or beginnings of addresses, that SERVICE may ask; none by default."""

    def body(self, path: str) -> int:
        """Bytes that the body of a request may have: what is validated, or a query as a form, each byte escaped."""
        return self.upload if path.startswith("/validate") else 4 * 3 * self.query + (1 << 16)

    def told(self) -> str:
        """Say the limits in a line."""
        return (
            f"{self.workers} workers, {self.timeout:g} s and {self.memory // MEGABYTE} MB a query, results up to "
            f"{self.result // MEGABYTE} MB, queue of {self.queue} for {self.patience:g} s, uploads up to "
            f"{self.upload // MEGABYTE} MB, cache of {self.cache // MEGABYTE} MB, "
            f"SERVICE {', '.join(self.services) or 'refused'}"
        )
