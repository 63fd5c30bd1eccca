"""Runs the zygote: `python -m server.jobs DESCRIPTOR SETTINGS`, started by the front only."""

import json
import sys
from functools import partial

from server.jobs import handle
from server.jobs.validate import prepare
from server.limits import Limits
from server.pool import offline, zygote
from server.pool.worker import Handler
from server.reconcile.schema import schema_of
from server.search import index_of
from server.source import Source


def load(source: Source, limits: Limits) -> tuple[Handler, dict[str, object]]:
    """Load what is served, index it, and load the validator; say the size of what is served."""
    store, facts = source.load()
    prepare()
    for made in (index_of, schema_of):
        made(store)  # kept here, so that all workers share it
    return partial(handle, store, limits), facts


if __name__ == "__main__":
    settings = json.loads(sys.argv[2])
    limits = Limits(**{**settings["limits"], "services": tuple(settings["limits"]["services"])})
    if not limits.services:
        offline.cut_off()
    zygote.serve(int(sys.argv[1]), partial(load, Source.from_json(settings["source"]), limits), limits.memory)
