"""Looks an installation over and says what is wrong and what to do, in plain words."""

from bot.operations.doctor.examination import examine
from bot.operations.doctor.findings import Finding, Verdict, healthy, report
from bot.operations.doctor.probes import Probes, WhatsAppNumber, fetch_status, fetch_text, fetch_time

__all__ = [
    "Finding",
    "Probes",
    "Verdict",
    "WhatsAppNumber",
    "examine",
    "fetch_status",
    "fetch_text",
    "fetch_time",
    "healthy",
    "report",
]
