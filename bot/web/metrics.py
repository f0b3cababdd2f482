"""What Prometheus is told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the database says now. `waiting` and `unhandled` are counts by channel; over `broken` ones nothing
    goes until somebody repairs them."""

    waiting: Mapping[str, int]
    unhandled: Mapping[str, int]
    subscribers: int
    broken: Collection[str] = ()


class Metrics:
    """`observe` counts tries as they end; everything else is what `show` and `ticked` last said."""

    def __init__(self, registry: CollectorRegistry | None = None, channels: Iterable[str] = ()) -> None:
        self.registry = registry or CollectorRegistry()
        self._channels = tuple(channels)
        self._deliveries = self._counter("deliveries", "Tries to send that ended", "channel", "outcome")
        self._failures = self._counter("figures_missing", "Times the database did not give its figures")
        self._waiting = self._gauge("outbox_depth", "Messages that wait to be sent", "channel")
        self._unhandled = self._gauge("inbox_unhandled", "Updates received and not handled yet", "channel")
        self._broken = self._gauge("channel_broken", "1 while the platform refuses us altogether", "channel")
        self._subscribers = self._gauge("subscribers", "Residents who are subscribed")
        self._last_tick = self._gauge(
            "last_tick_timestamp_seconds", "When a job of the clockwork last ended, in seconds since 1970"
        )

    def name_channels(self, names: Iterable[str]) -> None:
        """Those that are shown though nothing waits for them."""
        self._channels = tuple(names)

    def observe(self, channel: str, outcome: str) -> None:
        self._deliveries.labels(channel, outcome).inc()

    def ticked(self, at: datetime) -> None:
        self._last_tick.set(at.timestamp())

    def show(self, figures: Figures) -> None:
        for gauge, counts in ((self._waiting, figures.waiting), (self._unhandled, figures.unhandled)):
            # A channel whose last message went must fall to 0, not keep what it had or vanish.
            gauge.clear()
            for channel in {*self._channels, *counts}:
                gauge.labels(channel).set(counts.get(channel, 0))
        for channel in {*self._channels, *figures.broken}:
            self._broken.labels(channel).set(channel in figures.broken)
        self._subscribers.set(figures.subscribers)

    def failed(self) -> None:
        self._failures.inc()

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"jarchy_{name}", meaning, labels, registry=self.registry)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(f"jarchy_{name}", meaning, labels, registry=self.registry)
