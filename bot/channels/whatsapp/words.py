"""The few words that the channel says itself: to whom isn't known here, so in both languages, or in signs."""

from markupsafe import Markup

OPEN_LIST = "☰ Тандоо / Выбор"
OPEN_MENU = "☰ Меню"
CHOOSE = "👇 Тандаңыз / Выберите"
OPEN_PAGE = "👇"
MENU = "☰ Меню"
CHOICES_SECTION = "Тандоо / Выбор"
MENU_SECTION = "Меню"
WRITE_NUMBER = "✍️ Керектүү санды жазыңыз / Напишите нужное число"
MORE = "▶️ Дагы / Ещё"
# Of buttons that Telegram shows beside what they turn; in a list they stand alone.
SIGNS = {"◀️": "Мурунку / Предыдущий", "▶️": "Кийинки / Следующий"}


def not_carried(name: str) -> Markup:
    """A file that WhatsApp takes in no form."""
    return Markup(
        "📎 {name}: мындай файлды WhatsApp өткөрбөйт, аны Telegram аркылуу ала аласыз. / "
        "такой файл WhatsApp не пропускает, его можно получить через Telegram."
    ).format(name=name)
