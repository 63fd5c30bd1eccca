"""What a running server counts, in the format that Prometheus reads. One process counts, so the numbers are whole."""

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)
_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "QUERY", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT")

Reading = tuple[str, str, float, dict[str, str]]
"""Name, help, value, labels; a name that ends in `_total` is a counter."""


class Metrics:
    """The counters of one server."""

    def __init__(self, state: Callable[[], Iterable[Reading]]) -> None:
        """`state` reads what is not counted but is: queue, cache, release."""
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "nmkg_requests", "Requests by route, method and status.", ["route", "method", "status"],
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "nmkg_request_seconds", "Time from a request's head to its answer.", ["route"],
            buckets=_BUCKETS, registry=self._registry,
        )  # fmt: skip
        self._cache = Counter(
            "nmkg_cache", "Answers sent from the cache (hit), unchanged (304), or made (miss).", ["outcome"],
            registry=self._registry,
        )  # fmt: skip
        self._registry.register(_State(state))
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def count(self, route: str, method: str, status: int, seconds: float, outcome: str) -> None:
        """Count one request; methods that nobody knows count as one."""
        method = method if method in _METHODS else "other"
        key = (route, method, status)
        if key not in self._children:  # to look labels up takes longer than to count
            self._children[key] = self._requests.labels(route, method, str(status)), self._seconds.labels(route)
        requests, times = self._children[key]
        requests.inc()
        times.observe(seconds)
        if outcome:
            self._cache.labels(outcome).inc()

    def text(self) -> bytes:
        """Give all of it."""
        return generate_latest(self._registry)


class _State(Collector):
    def __init__(self, state: Callable[[], Iterable[Reading]]) -> None:
        self._state = state

    def collect(self) -> Iterable[Metric]:
        for name, text, value, labels in self._state():
            kind = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
            family = kind(name.removesuffix("_total"), text, labels=tuple(labels))
            family.add_metric(tuple(labels.values()), value)
            yield family
