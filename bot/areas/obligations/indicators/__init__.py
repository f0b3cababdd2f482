"""What the plan is measured by (001, last but one column; 004 §5.1), computed from what happened."""

from bot.areas.obligations.indicators.figures import Figures, figures
from bot.areas.obligations.indicators.lines import Key, Line, lines

__all__ = ["Figures", "Key", "Line", "figures", "lines"]
