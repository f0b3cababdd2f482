"""What one look found."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass


class Verdict(enum.StrEnum):
    """`warn`: it works today; `fail`: it does not."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` is how it is; `advice` what to do about it."""

    about: str
    verdict: Verdict
    what: str
    advice: str = ""

    def __str__(self) -> str:
        line = f"{self.verdict.upper():<5} {self.about:<14} {self.what}"
        return f"{line}\n{'':<20} -> {self.advice}" if self.advice else line


def ok(about: str, what: str) -> Finding:
    return Finding(about, Verdict.OK, what)


def warn(about: str, what: str, advice: str) -> Finding:
    return Finding(about, Verdict.WARN, what, advice)


def fail(about: str, what: str, advice: str) -> Finding:
    return Finding(about, Verdict.FAIL, what, advice)


def report(findings: Iterable[Finding]) -> str:
    return "\n".join(map(str, findings))


def healthy(findings: Iterable[Finding]) -> bool:
    """Warnings don't count."""
    return all(finding.verdict is not Verdict.FAIL for finding in findings)
