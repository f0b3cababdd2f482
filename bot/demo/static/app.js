const words = {
  ky: {
    tagline: "Миң-Булак айылдык аймагы: үйрөнүү жана көрүү үчүн. Баары ушул компьютерде, эч жакка жөнөтүлбөйт.",
    hour: "+1 саат", day: "+1 күн", next: "Кийинки ишке чейин", help: "Эмнени көрсө болот?", other: "Русский",
    start: "БАШТОО", write: "Билдирүү", send: "Жөнөтүү", commands: "Буйруктар", attach: "Тиркөө",
    photo: "🖼 Үлгү сүрөт", voice: "🎤 Үлгү үн", location: "📍 Үлгү жер", file: "📄 Өз файлыңыз",
    link: "🔗 Шилтеме ачуу (QR)", block: "🚫 Ботту бөгөттөө", unblock: "✅ Бөгөттөн чыгаруу", more: "Дагы",
    throwOut: "🚫 Ботту топтон чыгаруу", bringBack: "➕ Ботту топко кошуу",
    askLink: "Плакаттагы шилтеме (https://...)", edited: "оңдолгон", nothing: "Алдыда иш жок.", voiceIs: "Үн билдирүү",
    blocked: "Бул киши ботту бөгөттөгөн.",
    tips: ["Айгүлдүн телефонунда БАШТОО басып, катталыңыз.", "Бакытта: /send деп жазып, кабар түзүңүз. Анан бекитүүгө жөнөтүңүз.",
      "Асанда (башчы): кабарды окуп, «Бекитүү» дегенди басыңыз. Кабар тургундарга барат.", "«Кийинки ишке чейин» дегенди басып, айлык баянды күтүңүз: ал өзү ачылат.",
      "Бакытта: /bulletin, «Тактага плакат». Шилтемесин Сергейдин телефонунда ачыңыз.", "Бакытта: /meetings, бюджеттик угуунун долбоорун ачып, бекитүүгө жөнөтүңүз же өзүңүз жыйын чакырыңыз.",
      "Айгүлдө: жыйынга «Келем» деңиз, суроо бериңиз. «Кийинки ишке чейин»: эскертүү, эшиктеги код, протокол, бир айдан кийинки жооп.",
      "Айгүлдө: /surveys, сурамжылоого жооп бериңиз. Бакытта: /polls, жыйынтыгын, отчетун көрүңүз же жаңы анкета түзүңүз.",
      "Айгүлдө: «✉️ Кайрылуу», сөз же үн менен айтып, сүрөтүн, жерин кошуңуз. Бакытка дароо келет, жообу Айгүлгө кайтат: макул болбосо, башчы чечет.",
      "Айгүлдө: «👤 Депутатым», айылы менен көчөсү боюнча табыңыз, сунуш-талап бериңиз, башкалардыкын колдоңуз. «🚪 Кабыл алуу»: жазылыңыз, «🤝 Демилгелер»: колдоңуз.",
      "Мирланда (депутат): /admin, «Сунуш-талаптар»: пландап, жооп бериңиз же кеңешке өткөрүңүз; отчеттун долбоору ошол жерде. Гүлнара менен Нурзатта: /admin, «Кеңешке сунуштар».",
      "Бакытта: /cases, тургундардын кайрылууларын карап, бирин алыңыз, автордон сураңыз, жооп бериңиз. /workdays: майрамды тактаңыз.",
      "Кезметчилер тобунда: жаңы кайрылууну «Мен алам» деп алыңыз же «Ачуу» менен караңыз, толугу Бакыттын өз чатына келет. Ботту топтон чыгарып көрүңүз (⋮), Бакытта: /dutygroup.",
      "Асанда (башчы): /cases, автору макул болбогон жоопту чечиңиз. «Кийинки ишке чейин»: мөөнөт эскертүүлөрү күнүнө бир билдирүү менен келет.",
      "Айгүлдө: «📚 Ачык маалымат»: бюджетти ачып, файлын алыңыз, жок бөлүмдү сураңыз же «вакансия» деп жазыңыз. Бакытта: /library, бөлүмдү толтуруп жарыялаңыз, тактага тизмесин алыңыз.",
      "Бакытта: /plan, «Планды түзүү»: бош жерлерин толтуруп, күнүн тандап, Excel таблицасын алып, басып чыгарыңыз. Асанда (башчы): /plan, «Бекитүү»: жумушчу топ, талкуу, буйрук, кайра кароо.",
      "Бакыттын телефонунда: /plan, «План: сандар, отчет»: жылдын светофору, көрсөткүчтөр жана алар кантип эсептелгени, өткөн кварталдын отчету (файлдарын көрүңүз, «Жарыялоо», Асан бекитет), плакат, презентация.",
      "Мирланда: баянды «WhatsAppта ачуу» деп Кара-Суунун тобуна жөнөтүп, «Жөнөттүм» дегенди басыңыз. Бакытта: /groups, топ каттаңыз, ким жөнөтпөгөнүн көрүңүз. Каналга бот өзү жазат.",
      "Бурул апада (WhatsApp): БАШТОО басып, катталыңыз. Баскычтын ордуна «1» же «2» деп жазып көрүңүз; меню керек болсо: «меню».",
      "Ольгада (WhatsApp): ал көптөн бери жазган эмес. Бакыт кабар жөнөтөт (бекитүү алдында канчасы акылуу экени көрүнөт), Ольгага кыска кабар барат. «Прочитать» дегенди бассаңыз, толугу келет. Асандын отчетунда: жөнөтүлдү, жеткирилди, окулду.",
      "Айгүлдө: /link, WhatsAppты тандап, чыккан шилтемени же кодду Бурул апанын телефонунда жазыңыз (⋮ менюсунда «Шилтеме ачуу»): эми экөө бир киши, билдирүү бир жерге келет.",
      "Жылдызда (депутат, WhatsApp): «Саламатсызбы!» деп жазыңыз, анан «иш менюсу» деп: сунуш-талаптарга WhatsAppтан жооп берсе болот.",
      "Айгүлдө: «токтот» деп жазыңыз же ботту бөгөттөңүз. /mydata: маалыматты көрүү, өчүрүү."],
  },
  ru: {
    tagline: "Мин-Булакский айылный аймак: посмотреть и поучиться. Всё на этом компьютере, никуда не отправляется.",
    hour: "+1 час", day: "+1 день", next: "К следующему делу", help: "Что попробовать?", other: "Кыргызча",
    start: "НАЧАТЬ", write: "Сообщение", send: "Отправить", commands: "Команды", attach: "Прикрепить",
    photo: "🖼 Пример фото", voice: "🎤 Пример голоса", location: "📍 Пример места", file: "📄 Свой файл",
    link: "🔗 Открыть ссылку (QR)", block: "🚫 Заблокировать бота", unblock: "✅ Разблокировать", more: "Ещё",
    throwOut: "🚫 Удалить бота из группы", bringBack: "➕ Добавить бота в группу",
    askLink: "Ссылка с плаката (https://...)", edited: "изменено", nothing: "Впереди дел нет.", voiceIs: "Голосовое сообщение",
    blocked: "Этот человек заблокировал бота.",
    tips: ["На телефоне Айгүл нажмите «НАЧАТЬ» и подпишитесь.", "У Бакыта: напишите /send, составьте сообщение и отправьте на утверждение.",
      "У Асана (глава): прочитайте и нажмите «Утвердить». Сообщение придёт жителям.", "Нажимайте «К следующему делу»: бюллетень откроется сам.",
      "У Бакыта: /bulletin, плакат. Откройте его ссылку на телефоне Сергея.", "У Бакыта: /meetings, откройте черновик бюджетного слушания и отправьте на утверждение или созовите собрание сами.",
      "У Айгүл: ответьте «Приду», задайте вопрос. «К следующему делу»: напоминание, код у двери, протокол, ответ через месяц.",
      "У Айгүл: /surveys, ответьте на опрос. У Бакыта: /polls, посмотрите результаты и отчёт или составьте новую анкету.",
      "У Айгүл: «✉️ Кайрылуу», скажите словами или голосом, добавьте фото и место. Бакыт получит сразу, ответ вернётся к Айгүл: если она не согласна, решит глава.",
      "У Айгүл: «👤 Депутатым», найдите депутата по селу и улице, дайте наказ, поддержите чужой. «🚪 Кабыл алуу»: запишитесь на приём, «🤝 Демилгелер»: поддержите инициативу.",
      "У Мирлана (депутат): /admin, «Сунуш-талаптар»: составьте план, ответьте или передайте в кенеш; там же черновик отчёта. У Гүлнары и Нурзат: /admin, «Кеңешке сунуштар».",
      "У Бакыта: /cases, посмотрите обращения жителей, возьмите одно, спросите автора, ответьте. /workdays: уточните праздник.",
      "В группе дежурных: возьмите новое обращение («Мен алам») или откройте («Ачуу»), целиком оно придёт Бакыту лично. Попробуйте удалить бота из группы (⋮); у Бакыта: /dutygroup.",
      "У Асана (глава): /cases, решите спор об ответе. «К следующему делу»: напоминания о сроках приходят одним сообщением в день.",
      "У Айгүл: «📚 Ачык маалымат»: откройте бюджет, получите файл, попросите то, чего нет, или напишите «вакансия». У Бакыта: /library, заполните раздел и опубликуйте, возьмите список для стенда.",
      "У Бакыта: /plan, «Планды түзүү»: заполните пустые места, выберите дни, возьмите таблицу Excel, распечатайте план. У Асана (глава): /plan, «Бекитүү»: рабочая группа, обсуждение, приказ, пересмотр.",
      "У Бакыта: /plan, «План: сандар, отчет»: светофор года, показатели и как они посчитаны, отчёт за прошлый квартал (посмотрите файлы, «Жарыялоо», у Асана утвердите), плакат, презентация.",
      "У Мирлана: перешлите бюллетень в группу Кара-Суу («WhatsAppта ачуу») и нажмите «Жөнөттүм». У Бакыта: /groups, запишите группу, посмотрите, кто ещё не переслал. В канал бот пишет сам.",
      "У Бурул апа (WhatsApp): нажмите «НАЧАТЬ» и подпишитесь. Вместо кнопок можно писать «1» или «2»; чтобы вернуться: «меню».",
      "У Ольги (WhatsApp): она давно не писала. Бакыт отправляет сообщение (до утверждения видно, сколько писем платных), и Ольге придёт короткое извещение. Нажмите «Прочитать», и придёт всё. В отчёте у Асана: отправлено, доставлено, прочитано.",
      "У Айгүл: /link, выберите WhatsApp и откройте ссылку у Бурул апа (⋮, «Открыть ссылку») или напишите там код: теперь это один человек, сообщения приходят в одно место.",
      "У Жылдыз (депутат, WhatsApp): напишите «Саламатсызбы!», затем «иш менюсу»: на наказы можно отвечать и из WhatsApp.",
      "У Айгүл: напишите «стоп» или заблокируйте бота. /mydata: увидеть и удалить данные."],
  },
};
let language = localStorage.getItem("language") || "ky";
const t = () => words[language];
const $ = (selector, root = document) => root.querySelector(selector);
const phones = new Map();

async function post(path, body, type = "application/json") {
  const sent = type === "application/json" ? JSON.stringify(body ?? {}) : body;
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": type }, body: sent });
  const result = await answer.json().catch(() => ({}));
  if (!answer.ok) toast(result.error || answer.statusText);
  return result;
}

let toastTimer;
function toast(text) {
  $("#toast").textContent = text;
  $("#toast").classList.add("on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $("#toast").classList.remove("on"), 3500);
}

function element(tag, props = {}, ...children) {
  const made = Object.assign(document.createElement(tag), props);
  made.append(...children.filter(Boolean));
  return made;
}

class Phone {
  constructor(key, role) {
    this.key = key;
    this.role = role;
    this.root = $("#phone").content.firstElementChild.cloneNode(true);
    this.chat = $(".chat", this.root);
    this.drawn = "";
    $("#phones").append(this.root);
    this.wire();
    this.relabel();
  }

  deed(name, body) { return post(`/phones/${this.key}/${name}`, body); }

  wire() {
    const toggle = (button, menu) => $(button, this.root).addEventListener("click", () => { $(menu, this.root).hidden = !$(menu, this.root).hidden; });
    toggle(".more", ".actions"); toggle(".open-attach", ".attach"); toggle(".open-commands", ".commands");
    const box = $("textarea", this.root);
    $(".write", this.root).addEventListener("submit", (event) => {
      event.preventDefault();
      if (box.value.trim()) this.deed("text", { text: box.value });
      box.value = ""; box.style.height = "";
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); $(".write", this.root).requestSubmit(); }
    });
    box.addEventListener("input", () => { box.style.height = ""; box.style.height = `${Math.min(box.scrollHeight + 2, 130)}px`; });
    $(".start", this.root).addEventListener("click", () => this.deed("text", { text: this.platform === "whatsapp" ? "Саламатсызбы!" : "/start" }));
    for (const name of ["photo", "voice", "location"]) {
      $(`[data-deed=${name}]`, this.root).addEventListener("click", () => { this.deed(name); $(".attach", this.root).hidden = true; });
    }
    $("[data-deed=block]", this.root).addEventListener("click", () => { this.deed("block"); $(".actions", this.root).hidden = true; });
    $("[data-deed=link]", this.root).addEventListener("click", () => {
      $(".actions", this.root).hidden = true;
      const link = prompt(t().askLink);
      if (link) this.deed("link", { link });
    });
    $("input[type=file]", this.root).addEventListener("change", async (event) => {
      const file = event.target.files[0];
      if (!file) return;
      const deed = /image\/(png|jpeg)/.test(file.type) ? "photo" : file.type.startsWith("audio/") ? "voice" : "document";
      await post(`/phones/${this.key}/${deed}?name=${encodeURIComponent(file.name)}`, file, file.type || "application/octet-stream");
      event.target.value = ""; $(".attach", this.root).hidden = true;
    });
    this.root.addEventListener("pointerdown", () => { $(".dot", this.root).hidden = true; });
  }

  relabel() {
    $(".role", this.root).textContent = this.role[language];
    this.root.setAttribute("aria-label", this.role[language]);
    this.chat.setAttribute("aria-label", this.role[language]);
    const label = (selector, text) => { const found = $(selector, this.root); found.title = text; found.setAttribute("aria-label", text); };
    label(".more", t().more); label(".open-commands", t().commands); label(".open-attach", t().attach); label(".send", t().send);
    $("textarea", this.root).placeholder = t().write; label("textarea", t().write);
    $(".start", this.root).textContent = t().start;
    for (const name of ["photo", "voice", "location", "link"]) $(`[data-deed=${name}]`, this.root).textContent = t()[name];
    $(".attach label span", this.root).textContent = t().file;
    this.drawn = "";
    this.refresh();
  }

  async refresh() {
    if (this.loading) { this.again = true; return; }
    this.loading = true;
    do {
      this.again = false;
      const state = await (await fetch(`/phones/${this.key}`)).json();
      this.draw(state);
    } while (this.again);
    this.loading = false;
  }

  draw(state) {
    const fresh = JSON.stringify(state);
    if (fresh === this.drawn) return;
    const known = this.drawn !== "";
    this.drawn = fresh;
    this.root.classList.toggle("blocked", state.blocked);
    this.platform = state.platform;
    this.root.classList.toggle("whatsapp", state.platform === "whatsapp");
    $(".open-commands", this.root).hidden = !state.commands?.length;
    const [shut, open] = state.group ? [t().throwOut, t().bringBack] : [t().block, t().unblock];
    $("[data-deed=block]", this.root).textContent = state.blocked ? open : shut;
    $(".start", this.root).hidden = state.group || state.messages.length > 0;
    $("[data-deed=link]", this.root).hidden = Boolean(state.group);
    const atEnd = this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < 60;
    const grew = state.messages.length > this.chat.childElementCount;
    this.chat.replaceChildren(...state.messages.map((message) => this.message(message, state.group)));
    if (known && grew && !state.messages.at(-1).mine && !this.root.contains(document.activeElement)) $(".dot", this.root).hidden = false;
    const keyboard = $(".keyboard", this.root);
    keyboard.hidden = !state.keyboard?.length;
    keyboard.replaceChildren(...(state.keyboard || []).map((row) => element("div", { className: "row" },
      ...row.map((text) => element("button", { textContent: text, onclick: () => this.deed("text", { text }) })))));
    $(".commands", this.root).replaceChildren(...(state.commands || []).map(({ command, description }) => element("button",
      { onclick: () => { this.deed("text", { text: `/${command}` }); $(".commands", this.root).hidden = true; } },
      element("b", { textContent: `/${command}` }), description)));
    // Last, because the keyboard takes its room from the chat.
    if (atEnd || grew) this.chat.scrollTop = this.chat.scrollHeight;
  }

  message(message, group) {
    const came = message.new_chat_members?.[0], left = message.left_chat_member;
    if (came || left) return element("div", { className: "service", textContent: `${message.from}: ${came ? "➕" : "➖"} ${(came || left).first_name}` });
    const bubble = element("div", { className: "bubble" });
    if (group && !message.mine) bubble.append(element("b", { className: "sender", textContent: message.from }));
    if (message.file) bubble.append(this.file(message.file));
    if (message.location) bubble.append(element("div", { className: "card" }, element("i", { textContent: "📍" }),
      element("span", { textContent: `${message.location.latitude.toFixed(4)}, ${message.location.longitude.toFixed(4)}` })));
    const text = element("span");
    text.innerHTML = message.html; // written by the emulator from letters it escaped and marks it knows
    for (const link of text.querySelectorAll("a")) { link.target = "_blank"; link.rel = "noopener noreferrer"; }
    bubble.append(text);
    if (message.footer) bubble.append(element("small", { className: "footer", textContent: message.footer }));
    bubble.append(this.time(message));
    const rows = message.buttons.map((row, r) => element("div", { className: "row" },
      ...row.map((button, c) => element("button", { onclick: () => this.tap(message.id, r, c) }, button.text + (button.url ? " ↗" : ""),
        button.description && element("small", { textContent: button.description })))));
    const shown = message.list ? [this.list(message, rows)] : rows;
    return element("div", { className: message.mine ? "message mine" : "message" }, bubble, ...shown);
  }

  // WhatsApp's list opens from one button below the message.
  list(message, rows) {
    const sheet = element("div", { className: "sheet", hidden: this.open !== message.id }, ...rows);
    const button = element("button", { textContent: message.list, onclick: () => {
      sheet.hidden = !sheet.hidden;
      this.open = sheet.hidden ? null : message.id;
      sheet.scrollIntoView({ block: "nearest" });
    } });
    return element("div", {}, element("div", { className: "row" }, button), sheet);
  }

  time(message) {
    const at = new Date(message.date * 1000).toLocaleString(language === "ky" ? "ru-KG" : "ru", { day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit", timeZone: "Asia/Bishkek" });
    const ticks = { sent: " ✓", delivered: " ✓✓", read: " ✓✓" }[message.tick] || "";
    return element("time", { className: message.tick || "", textContent: (message.edited ? `${t().edited} · ` : "") + at + ticks });
  }

  async tap(message, row, column) {
    const answer = await this.deed("tap", { message, row, column });
    if (answer.url) window.open(answer.url, "_blank", "noopener");
    if (answer.text) answer.show_alert ? alert(answer.text) : toast(answer.text);
  }

  file(file) {
    const href = `/files/${encodeURIComponent(file.id)}`;
    if (file.kind === "photo") return element("a", { href, target: "_blank" }, element("img", { src: href, alt: file.name }));
    const icon = file.kind === "voice" ? "🎤" : "📄";
    const name = file.kind === "voice" ? t().voiceIs : file.name;
    return element("a", { className: "card", href, target: "_blank" }, element("i", { textContent: icon }),
      element("span", {}, name, element("small", { textContent: `${Math.max(1, Math.round(file.size / 1024))} KB` })));
  }
}

async function clock(by) {
  const answer = by ? await post("/clock", { by }) : await (await fetch("/clock")).json();
  if (by === "next" && !answer.moved) toast(t().nothing);
  if (!answer.now) return;
  const now = new Date(answer.now);
  const months = { ky: ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"] };
  const days = { ky: ["жекшемби", "дүйшөмбү", "шейшемби", "шаршемби", "бейшемби", "жума", "ишемби"] };
  const part = (options) => now.toLocaleString("ru", { timeZone: "Asia/Bishkek", ...options });
  const time = part({ hour: "2-digit", minute: "2-digit" });
  const weekday = new Date(now.toLocaleString("en-US", { timeZone: "Asia/Bishkek" })).getDay();
  const date = language === "ky" ? `${part({ day: "numeric" })}-${months.ky[part({ month: "numeric" }) - 1]}, ${part({ year: "numeric" })}-ж., ${days.ky[weekday]}`
    : part({ day: "numeric", month: "long", year: "numeric", weekday: "long" });
  $("#now").textContent = `${date}, ${time}`;
}

function relabel() {
  document.documentElement.lang = language;
  $("#tagline").textContent = t().tagline;
  for (const button of document.querySelectorAll("[data-by]")) button.textContent = t()[button.dataset.by];
  $("#help-button").textContent = t().help;
  $("#language").textContent = t().other;
  $("#help").replaceChildren(element("ol", {}, ...t().tips.map((tip) => element("li", { textContent: tip }))));
  for (const phone of phones.values()) phone.relabel();
  clock();
}

for (const button of document.querySelectorAll("[data-by]")) button.addEventListener("click", async () => {
  button.disabled = true;
  await clock(button.dataset.by);
  button.disabled = false;
});
$("#help-button").addEventListener("click", () => {
  $("#help").hidden = !$("#help").hidden;
  $("#help-button").setAttribute("aria-expanded", String(!$("#help").hidden));
});
$("#language").addEventListener("click", () => { language = language === "ky" ? "ru" : "ky"; localStorage.setItem("language", language); relabel(); });

for (const { key, role } of await (await fetch("/phones")).json()) phones.set(key, new Phone(key, role));
relabel();
const events = new EventSource("/events");
events.onmessage = ({ data }) => {
  const event = JSON.parse(data);
  if (event.event === "clock") clock();
  else phones.get(event.phone)?.refresh();
};
events.onopen = () => { for (const phone of phones.values()) phone.refresh(); };
setInterval(() => clock(), 20000);
