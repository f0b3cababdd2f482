"""Papers as a municipality would make them, and what to look at on the finished ones."""

import io
import re
import zlib
from datetime import date

import zxingcpp
from PIL import Image

from bot.documents.content import Bullets, Paragraph, Run, Scan, Section, plain
from bot.documents.poster import Poster
from bot.documents.share_picture import SharePicture

SCAN = Scan(
    "https://t.me/kyzylsuu_jarchy_bot?start=poster",
    "t.me/kyzylsuu_jarchy_bot",
    ("Айылдын кабарлары телефонуңузда", "Камераны багыттап, жазылыңыз. Акысыз."),
)
WATER = Section(
    "Ичүүчү суу: түтүктөр алмаштырылды",
    (
        Paragraph(
            (
                Run("Токтогул көчөсүндө "),
                Run("1,8 км", bold=True),
                Run(" түтүк "),
                Run("жаңыланды", link="https://e.kg/суу"),
            )
        ),
        Bullets((plain("64 үйгө суу күнү-түнү берилет"), plain("12 колонка орнотулду"))),
    ),
)
POSTER = Poster(
    language="ky",
    date=date(2026, 12, 1),
    municipality="Кызыл-Суу айыл өкмөтү",
    title="Айылдын кабарлары",
    period="2026-жыл, ноябрь",
    lead=(plain("Бул айда эмне иштелди жана эмнелер күтүлөт."),),
    sections=(WATER, Section("Бюджет боюнча коомдук угуу", (plain("12-декабрь, 14:00, маданият үйү."),))),
    footer=("Телефон: 0 3946 9-12-34", "Кабыл алуу: дүйшөмбү–жума, 9:00–17:00"),
    date_line="2026-жылдын 1-декабры",
    scan=SCAN,
)
SHARE_PICTURE = SharePicture(
    language="ky",
    date=date(2026, 12, 1),
    municipality=POSTER.municipality,
    title=POSTER.title,
    points=("Ичүүчү суу: 1,8 км түтүк алмаштырылды", "Бюджет боюнча угуу — 12-декабрь", "Жаңы график"),
    more=lambda count: f"жана дагы {count} кабар",
    scan=SCAN,
    period=POSTER.period,
)

# What must print as it is typed.
CODE = '#read("/etc/passwd") <script>alert(1)</script> $x$ * _a_ \\ \\n `x` @x <y> // c /* [ ] # = - +'
ENDLESS = ("щ" * 60, "Ж" * 200, "https://example.org/" + "a" * 150, "1" * 90, "а\u00a0" * 90, "-" * 120)
EMOJI = "🏗 Курулуш ✅ → бүттү 👨‍👩‍👧 1️⃣ 日本"


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


def read_qr(png: bytes, width: int) -> str | None:
    """What a camera reads when the picture has shrunk to `width` pixels."""
    picture = opened(png)
    small = picture.resize((width, round(picture.height * width / picture.width)))
    found = zxingcpp.read_barcodes(small)
    return found[0].text if found else None


def is_blank(png: bytes, box: tuple[float, float, float, float]) -> bool:
    """Nothing is printed inside the box, given in parts of the page."""
    picture = opened(png)
    left, top, right, bottom = box
    part = (
        round(left * picture.width),
        round(top * picture.height),
        round(right * picture.width),
        round(bottom * picture.height),
    )
    return picture.crop(part).getextrema() == (255, 255)


def insides(pdf: bytes) -> bytes:
    """All of the file's streams, unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    unpacked = [zlib.decompressobj().decompress(stream) for stream in packed if stream[:1] == b"x"]
    return b"\n".join([pdf, *unpacked])
