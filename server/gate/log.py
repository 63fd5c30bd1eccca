"""One line of JSON for each request. A query's text is never written: it may be a secret of who asks."""

import json
import sys
import time


def write(
    query_id: str, client: str, method: str, path: str, status: int, size: int, seconds: float, outcome: str
) -> None:
    """Write the line to standard output; `path` is without the query string, `client` without its port."""
    line = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "id": query_id,
        "client": client,
        "method": method,
        "path": path,
        "status": status,
        "bytes": size,
        "ms": round(seconds * 1000, 2),
        "cache": outcome,
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")
