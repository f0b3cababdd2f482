"""Looks an installation over and says what is wrong and what to do, in plain words."""

from bot.operations.doctor.examination import examine
from bot.operations.doctor.findings import Finding, Verdict, healthy, report
from bot.operations.doctor.probes import Probes, fetch_status, fetch_time

__all__ = ["Finding", "Probes", "Verdict", "examine", "fetch_status", "fetch_time", "healthy", "report"]
