"""Tables of surveys: what is asked, each time that it is asked, who answered, and what was answered."""

from bot.areas.surveys.models.answers import Answer as Answer
from bot.areas.surveys.models.answers import AnswerTag as AnswerTag
from bot.areas.surveys.models.answers import BoxedPaper as BoxedPaper
from bot.areas.surveys.models.answers import Cell as Cell
from bot.areas.surveys.models.answers import Participation as Participation
from bot.areas.surveys.models.answers import Response as Response
from bot.areas.surveys.models.showing import Presentation as Presentation
from bot.areas.surveys.models.showing import PresentedTo as PresentedTo
from bot.areas.surveys.models.showing import Publication as Publication
from bot.areas.surveys.models.survey import Form as Form
from bot.areas.surveys.models.survey import Source as Source
from bot.areas.surveys.models.survey import Survey as Survey
from bot.areas.surveys.models.survey import SurveyState as SurveyState
from bot.areas.surveys.models.survey import SurveyStep as SurveyStep
from bot.areas.surveys.models.upload import Export as Export
from bot.areas.surveys.models.upload import Upload as Upload
from bot.areas.surveys.models.upload import UploadPurpose as UploadPurpose
