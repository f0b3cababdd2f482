"""The templates by which WhatsApp lets us begin: one for each purpose, in both languages.

Meta decides on every one of them before it may be sent, and charges by category. UTILITY is what a person
asked for or what concerns them alone: the notice of a meeting in a village they follow, the state of their
appeal, what they wanted to be reminded of. News to all, a bulletin and an invitation to answer questions
count as MARKETING with Meta whatever is asked for; it recategorises them by itself and holds it against the
number, so they are submitted as what they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.messages import Purpose

UTILITY, MARKETING = "UTILITY", "MARKETING"
CODES = {"ky": "ky_KG", "ru": "ru"}
READ = {"ky": "Окуу", "ru": "Прочитать"}
# Who doesn't want such messages shall leave us rather than report us.
FOOTERS = {
    "ky": "Кабар керек болбосо, «токтот» деп жазыңыз",
    "ru": "Если сообщения не нужны, напишите «стоп»",
}
_CATEGORIES = {
    Purpose.HEARING: UTILITY,
    Purpose.REMINDER: UTILITY,
    Purpose.CASE: UTILITY,
    Purpose.WORK: UTILITY,
    Purpose.UPDATE: UTILITY,
    Purpose.BULLETIN: MARKETING,
    Purpose.SURVEY: MARKETING,
    Purpose.NEWS: MARKETING,
}
# {{1}} is the municipality's name, {{2}} what the message is about, in one line. Meta refuses a text that
# begins or ends with either, and one that has few words of its own.
_BODIES: Mapping[Purpose, Mapping[str, str]] = {
    # Also that one is moved or cancelled, and what was decided: «invites» would be untrue.
    Purpose.HEARING: {
        "ky": "Саламатсызбы! {{1}} жыйын тууралуу кабарлайт: {{2}}\n\n"
        "Толук окуу үчүн «Окуу» дегенди басыңыз.",
        "ru": "Здравствуйте! {{1}} сообщает о собрании: {{2}}\n\n"
        "Чтобы прочитать подробнее, нажмите «Прочитать».",
    },
    Purpose.REMINDER: {
        "ky": "Саламатсызбы! {{1}} Сизге эскертет: {{2}}\n\nТолук окуу үчүн «Окуу» дегенди басыңыз.",
        "ru": "Здравствуйте! {{1}} напоминает Вам: {{2}}\n\nЧтобы прочитать подробнее, нажмите «Прочитать».",
    },
    Purpose.CASE: {
        "ky": "Саламатсызбы! Кайрылууңуз боюнча {{1}} билдирет: {{2}}\n\n"
        "Толук окуу үчүн «Окуу» дегенди басыңыз.",
        "ru": "Здравствуйте! По Вашему обращению {{1}} сообщает: {{2}}\n\n"
        "Чтобы прочитать подробнее, нажмите «Прочитать».",
    },
    Purpose.WORK: {
        "ky": "Саламатсызбы! {{1}}: Сизди кызматтык иш күтүп турат — {{2}}\n\n"
        "Толук окуу үчүн «Окуу» дегенди басыңыз.",
        "ru": "Здравствуйте! {{1}}: Вас ждёт служебное дело — {{2}}\n\n"
        "Чтобы прочитать подробнее, нажмите «Прочитать».",
    },
    Purpose.UPDATE: {
        "ky": "Саламатсызбы! {{1}} Сизге билдирет: {{2}}\n\nТолук окуу үчүн «Окуу» дегенди басыңыз.",
        "ru": "Здравствуйте! {{1}} сообщает Вам: {{2}}\n\nЧтобы прочитать подробнее, нажмите «Прочитать».",
    },
    Purpose.BULLETIN: {
        "ky": "Саламатсызбы! {{1}} жаңы баян чыгарды: {{2}}\n\nТолук окуу үчүн «Окуу» дегенди басыңыз.",
        "ru": "Здравствуйте! {{1}} выпускает новый бюллетень: {{2}}\n\n"
        "Чтобы прочитать его целиком, нажмите «Прочитать».",
    },
    Purpose.SURVEY: {
        "ky": "Саламатсызбы! {{1}} Сиздин пикириңизди сурайт: {{2}}\n\n"
        "Суроолорго жооп берүү үчүн «Окуу» дегенди басыңыз.",
        "ru": "Здравствуйте! {{1}} спрашивает Ваше мнение: {{2}}\n\n"
        "Чтобы ответить на вопросы, нажмите «Прочитать».",
    },
    Purpose.NEWS: {
        "ky": "Саламатсызбы! {{1}} кабарлайт: {{2}}\n\nТолук окуу үчүн «Окуу» дегенди басыңыз.",
        "ru": "Здравствуйте! {{1}} сообщает новость: {{2}}\n\n"
        "Чтобы прочитать её целиком, нажмите «Прочитать».",
    },
}
# By them Meta's people see what will stand there; the name goes before each.
NAMES = {"ky": "Ак-Суу айыл аймагы", "ru": "Айыльный аймак Ак-Суу"}
EXAMPLES: Mapping[Purpose, Mapping[str, str]] = {
    Purpose.HEARING: {
        "ky": "Бюджет боюнча коомдук угуу, 5-декабрь, саат 14:00, маданият үйү",
        "ru": "Общественные слушания по бюджету, 5 декабря, 14:00, дом культуры",
    },
    Purpose.REMINDER: {
        "ky": "Сиз катышам деген угуу эртең саат 14:00дө башталат",
        "ru": "Слушания, на которые Вы записались, начнутся завтра в 14:00",
    },
    Purpose.CASE: {
        "ky": "№ 124 кайрылууңуз аткарылды: көчө жарыгы оңдолду",
        "ru": "Ваше обращение № 124 исполнено: уличный свет починили",
    },
    Purpose.WORK: {
        "ky": "№ 124 кайрылууга жооп берүү мөөнөтү бүгүн бүтөт",
        "ru": "Срок ответа на обращение № 124 истекает сегодня",
    },
    Purpose.UPDATE: {
        "ky": "Суроо-талабыңыз кабыл алынды, номери 57",
        "ru": "Ваш запрос принят, его номер 57",
    },
    Purpose.BULLETIN: {
        "ky": "4-квартал: бюджет, жолдор, таза суу",
        "ru": "4-й квартал: бюджет, дороги, питьевая вода",
    },
    Purpose.SURVEY: {
        "ky": "Кийинки жылы айылда эмнени биринчи оңдоо керек?",
        "ru": "Что в селе отремонтировать первым в следующем году?",
    },
    Purpose.NEWS: {
        "ky": "Эртең саат 10:00дөн 13:00гө чейин суу болбойт",
        "ru": "Завтра с 10:00 до 13:00 не будет воды",
    },
}


@dataclass(frozen=True, slots=True)
class Template:
    """One purpose in one language. `code` is Meta's for the language."""

    purpose: Purpose
    language: str

    @property
    def name(self) -> str:
        return f"jarchy_{self.purpose.value}"

    @property
    def code(self) -> str:
        return CODES[self.language]

    @property
    def category(self) -> str:
        return _CATEGORIES[self.purpose]

    @property
    def body(self) -> str:
        return _BODIES[self.purpose][self.language]

    @property
    def footer(self) -> str | None:
        return FOOTERS[self.language] if self.category == MARKETING else None

    @property
    def button(self) -> str:
        return READ[self.language]

    @property
    def examples(self) -> tuple[str, str]:
        return NAMES[self.language], EXAMPLES[self.purpose][self.language]

    def request(self) -> dict[str, Any]:
        """As it is submitted."""
        components: list[dict[str, Any]] = [
            {"type": "BODY", "text": self.body, "example": {"body_text": [list(self.examples)]}}
        ]
        if self.footer:
            components.append({"type": "FOOTER", "text": self.footer})
        components.append({"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": self.button}]})
        return {
            "name": self.name,
            "language": self.code,
            "category": self.category,
            "parameter_format": "POSITIONAL",
            "components": components,
        }

    def message(self, municipality: str, summary: str, payload: str) -> dict[str, Any]:
        """As it is sent; the button answers with `payload`."""
        values = [{"type": "text", "text": value} for value in (municipality, summary)]
        return {
            "name": self.name,
            "language": {"code": self.code},
            "components": [
                {"type": "body", "parameters": values},
                {
                    "type": "button",
                    "sub_type": "quick_reply",
                    "index": "0",
                    "parameters": [{"type": "payload", "payload": payload}],
                },
            ],
        }


TEMPLATES = tuple(Template(purpose, language) for purpose in Purpose for language in CODES)


def template_for(purpose: Purpose, language: str) -> Template:
    """In Kyrgyz for a language that Meta was given none for."""
    return Template(purpose, language if language in CODES else "ky")


def category_of(purpose: Purpose) -> str:
    """As prices are named by it."""
    return _CATEGORIES[purpose].lower()
