"""Questionnaires from XLSForm files: the language that survey people write them in (xlsform.org)."""

from bot.areas.surveys.questionnaire.xlsform.reading import XlsFormRefused as XlsFormRefused
from bot.areas.surveys.questionnaire.xlsform.reading import read_xlsform as read_xlsform
