"""Official papers as a municipality would make them."""

import io
from datetime import date

from PIL import Image

from bot.documents.content import Bullets, Paragraph, Picture, Run, plain
from bot.documents.paper import Facts, Heading, Numbered, PageBreak, Paper, Pictures, Signature, Table

LONG_WORD = "жоопкерчиликтүүлүгүбүздөгүлөрдөн"
SPEECH = (
    "Токтогул көчөсүндөгү ичүүчү суу түтүктөрү быйыл алмаштырылышы керек, анткени жайында суу жетпей, "
    "эл колонкадан ташып жатат. 2027-жылдын бюджетинен 1 240 000 сом бөлүнсө, ишти майга чейин бүтүрөбүз."
)
SPENDING = Table(
    ("№", "Багыт", "2027, сом"),
    (("1", "Ичүүчү суу", "1 240 000"), ("2", "Жол жана көпүрө", "860 000"), ("", "Жалпысы", "2 100 000")),
    widths=(1, 6, 3),
    numeric=frozenset({2}),
    total_row=True,
)
BLANKS = (
    PageBreak(),
    Heading(" "),
    plain("\n"),
    Bullets((plain(" "),)),
    Numbered(()),
    Facts((("Орду", " "),)),
    Table(("№", "Багыт"), ()),
    Pictures(()),
    PageBreak(),
)


def photograph(
    kind: str = "JPEG", size: tuple[int, int] = (600, 400), caption: str = "Көрүү тактасы"
) -> Picture:
    out = io.BytesIO()
    Image.new("RGB", size, "#7799aa").save(out, kind)
    return Picture(out.getvalue(), caption)


MINUTES = Paper(
    "ky",
    date(2026, 12, 12),
    "Бюджет боюнча коомдук угуунун протоколу",
    organisation="Кызыл-Суу айыл өкмөтү",
    subtitle="2027-жылдын бюджетинин долбоору",
    number_line="№ 7 · 2026-жылдын 12-декабры",
    parts=(
        Facts((("Өткөн жери", "Маданият үйү, Ленин көчөсү, 5"), ("Катышты", "86 киши"))),
        Heading("Күн тартиби"),
        Numbered((plain("Бюджеттин долбоору"), plain("Ар кандай"))),
        Heading("Сүйлөгөндөр"),
        Heading("Асанов Азамат", 2),
        Paragraph((Run(SPEECH), Run("Толугу", bold=True, link="https://e.kg/суу?a=1&b=2"))),
        Bullets((plain("64 үйгө суу күнү-түнү берилсин"), plain("12 колонка орнотулсун"))),
        SPENDING,
        Pictures((photograph(), photograph("PNG", (300, 500), "Дүкөндүн эшиги"))),
        Heading("Чечим"),
        Numbered((plain("Долбоор колдоого алынсын."),)),
        plain("Протокол эки нускада түзүлдү."),
    ),
    signatures=(Signature("Төрага", "А. Асанов"), Signature("Катчы", "")),
    footer="Кызыл-Суу айыл өкмөтү, тел. 0 3946 9-12-34",
    page_words="{page}-бет, баары {pages}",
)
