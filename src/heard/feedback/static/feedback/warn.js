// Says, while someone types, what in their words may show who someone is. Nothing leaves the page: it only reads the box.
// The rules follow those that hide words from staff (evidence.text); a list of examples holds the two together.
const WAIT_MS = 1200;

const MONTHS =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
const YEAR = "(?:(?:19|20)\\d\\d|['’]?\\d\\d)";
const AREAS = new Set(
  (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL " +
    "GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX " +
    "PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN " +
    "WR WS WV YO ZE ZZ"
  ).split(" "),
);
const NOT_INWARD = new Set(["st", "nd", "rd", "th", "hr", "am", "pm", "yr"]);
const NOT_NAMES = new Set(
  (
    "a and appointment april at august because but by can clinic december doctor february for friday from gp had has he " +
    "her hospital house how i if in is it january july june lead left line manager march may me midwife monday my nhs no " +
    "not november nurse october of on or our practice receptionist royal said saturday september she sister so some staff " +
    "sunday surgery thank thanks that the their then there they this thursday to told tuesday up us very ward was we " +
    "wednesday went were what when where which who why will with yes you your"
  ).split(" "),
);

const EMAIL = /(?<![\w.+-])[\w.+'-]{1,64}\s?@\s?(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}\b/i;
const PHONE =
  /(?<![\w£$])(?:(?:\+|00)\s?44[\s.-]{0,2}(?:\(0\)[\s.-]{0,2})?\(?\d{1,5}\)?|\(?0\d{2,5}\)?|07)(?:[\s./-]{0,2}\d){4,9}(?![\d%]|[.,:]\d)/g;
const TEN = /(?<![\w./-])(\d{3})[\s.-]{0,2}(\d{3})[\s.-]{0,2}(\d{4})(?![\w/-]|\.\d)/g;
const POSTCODE = /(?<!\w)([A-Z]{1,2})(\d[A-Z\d]?)(\s{0,2})(\d)([ABD-HJLNP-UW-Z]{2})(?!\w)/gi;
const NUMERIC = new RegExp(
  `(?<![\\d/.-])(?:${DAY}\\s?([/.-])\\s?(?:0?[1-9]|1[0-2])\\s?\\1\\s?(?:(?:19|20)\\d\\d|\\d\\d)|(?:19|20)\\d\\d-\\d\\d-\\d\\d)(?![\\d/-]|\\.\\d)`,
);
const DAY_FIRST = new RegExp(
  `(?<![\\d/.£$-])${DAY}(\\s?(?:st|nd|rd|th))?(?:\\s+(?:of\\s+)?(?:the\\s+)?|-|(?<=\\D))(${MONTHS})\\b\\.?(,?[\\s-]*${YEAR}\\b)?`,
  "gi",
);
const MONTH_FIRST = new RegExp(
  `\\b(?:${MONTHS})\\b\\.?\\s+(?:the\\s+)?${DAY}(\\s?(?:st|nd|rd|th)\\b)?(,?\\s+(?:19|20)\\d\\d\\b)?(?![\\d:.%])`,
  "gi",
);
const UNCLEAR = new Set(["may", "mar", "march", "dec", "sept", "sep"]);
const TITLED =
  /\b(?:[Mm]r|[Mm]rs|[Mm]s|[Mm]iss|Mx|[Dd]r|Doctor|Prof|Professor|Nurse|Matron|Sister|Sir|Dame|Lady|Lord|Rev|Reverend|Cllr|MR|MRS|MS|DR)\b\.?[ \t]+((?:[A-Z][a-z]?\.?[ \t]+)?[A-Z][A-Za-zÀ-ÿ'’-]+)/g;
const RELATED =
  /\b(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir)\s+(?:late\s+)?(?:husband|wife|partner|son|daughter|mother|mum|mam|mom|father|dad|brother|sister|grandson|granddaughter|grandmother|grandfather|grandma|grandad|nan|nana|gran|aunt|auntie|uncle|niece|nephew|cousin|friend|neighbour|baby|child|boyfriend|girlfriend|carer),?[ \t]+([A-Z][a-zà-ÿ'’-]+)/g;

const digitsOf = (text) => text.replace(/\D/g, "");

function isPhone(found) {
  const digits = digitsOf(found.replace("(0)", ""));
  const national = /^(?:\+|00)/.test(found) ? digits.replace(/^(?:00)?44/, "0") : digits;
  return (national.length === 10 || national.length === 11) && /^0[1235789]/.test(national);
}

function isNhsNumber(digits) {
  const sum = [...digits.slice(0, 9)].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const check = 11 - (sum % 11);
  return new Set(digits).size > 1 && check !== 10 && check % 11 === Number(digits[9]);
}

const isName = (words) => !NOT_NAMES.has(words.split(/\s/)[0].replace(/\./g, "").toLowerCase());

const RULES = {
  email: (text) => EMAIL.test(text),
  phone: (text) => [...text.matchAll(PHONE)].some(([found]) => isPhone(found)),
  nhs: (text) => [...text.matchAll(TEN)].some(([, ...groups]) => isNhsNumber(groups.slice(0, 3).join(""))),
  postcode: (text) =>
    [...text.matchAll(POSTCODE)].some(
      ([, area, , blank, , inward]) => AREAS.has(area.toUpperCase()) && !(blank && NOT_INWARD.has(inward)),
    ),
  date: (text) =>
    NUMERIC.test(text) ||
    [...text.matchAll(DAY_FIRST)].some(
      ([, suffix, month, year]) =>
        suffix || year || month[0] === month[0].toUpperCase() || !UNCLEAR.has(month.toLowerCase()),
    ) ||
    [...text.matchAll(MONTH_FIRST)].some(([, suffix, year]) => suffix || year),
  name: (text) => [...text.matchAll(TITLED), ...text.matchAll(RELATED)].some(([, words]) => isName(words)),
};

export const kindsIn = (text) => Object.keys(RULES).filter((kind) => RULES[kind](text));

const words = document.querySelector("[data-warnings]")?.dataset;
if (words) for (const box of document.querySelectorAll("[data-warn]")) watch(box);

function watch(box) {
  const told = document.createElement("div");
  told.className = "heard-hints";
  const said = document.createElement("p");
  said.className = "nhsuk-u-visually-hidden";
  said.setAttribute("role", "status");
  const group = box.closest(".nhsuk-form-group") ?? box;
  group.after(told, said);
  const dismissed = new Set();
  let shown = [];
  let timer = 0;

  function look() {
    const kinds = kindsIn(box.value).filter((kind) => !dismissed.has(kind));
    if (kinds.join() === shown.join()) return;
    said.textContent = kinds.filter((kind) => !shown.includes(kind)).map((kind) => words[kind]).join(" ");
    shown = kinds;
    told.replaceChildren(...kinds.map(hint));
  }

  function hint(kind) {
    const line = document.createElement("div");
    line.className = "heard-hints__hint";
    const sentence = document.createElement("p");
    sentence.textContent = words[kind];
    const away = document.createElement("button");
    away.type = "button";
    away.className = "heard-hints__away";
    away.textContent = "×";
    away.setAttribute("aria-label", words.dismiss);
    away.addEventListener("click", () => {
      dismissed.add(kind);
      look();
      box.focus({ preventScroll: true });
    });
    line.append(sentence, away);
    return line;
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  });
  if (box.value) timer = setTimeout(look, WAIT_MS);
}
