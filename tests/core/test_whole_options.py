"""What a button would cut stands whole above it, with the number by which it can be typed."""

from bot.core import clock
from bot.core.dialogs.state import View
from bot.core.dialogs.steps import Ask, Choose, Heard, Option
from bot.core.i18n import Translator
from bot.core.messages import InMessage
from tests.areas.residents.chat import BISHKEK

LONG = "Райондук жол башкармалыгынын <бөлүмү>"
OPTIONS = (Option("Суу", "water"), Option(LONG, "roads"))


def view(**answers: int) -> View:
    return View(
        Translator("ky", BISHKEK), {f"c#{name}": at for name, at in answers.items()}, clock.now(), None
    )


def choose(*options: Option) -> Choose:
    return Choose(name="c", text=lambda view: view.t("Skip"), options=lambda _view: options, whole=True)


def test_long_choices_are_numbered_above_and_short_ones_are_not() -> None:
    screen = choose(*OPTIONS).show(view())
    assert "<b>2.</b> Райондук жол башкармалыгынын &lt;бөлүмү&gt;" in screen.text
    shown = [one for row in screen.options for one in row]
    assert [one.label for one in shown] == ["1. Суу", "2. Райондук жол башкарма"[:23].rstrip() + "…"]
    assert [one.value for one in shown] == ["water", "roads"]
    short = choose(OPTIONS[0]).show(view())
    assert short.options[0][0].label == "Суу"
    assert "1." not in short.text


def test_the_second_page_goes_on_counting() -> None:
    many = [Option(f"{LONG} {number}", str(number)) for number in range(1, 12)]
    screen = choose(*many).show(view(page=1))
    assert "<b>9.</b>" in screen.text
    assert "<b>8.</b>" not in screen.text
    assert screen.options[0][0].label.startswith("9. ")


def test_a_long_suggestion_is_typed_by_its_number() -> None:
    step = Ask(
        name="whose",
        text=lambda view: view.t("Skip"),
        read=lambda _view, heard: heard.text,
        explain=lambda view, _refused: view.t("Skip"),
        suggestions=lambda _view: OPTIONS,
    )
    message = InMessage(channel="telegram", address="1", external_id="1", text="2")
    assert step.tapped(view(), Heard(message=message)) == "roads"
    assert "<b>2.</b>" in step.show(view()).text
