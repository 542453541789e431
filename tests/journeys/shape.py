"""A page without its words and numbers: what axe's rules go by, bar the words of a language."""

SHAPE = r"""() => {
  const varied = /^(href|src|value|content|nonce|d|data-.*)$/;
  const exact = /^(style|class|lang|role|type|tabindex|color|fill|stroke|(.*-)?opacity|colspan|rowspan|aria-level)$/;
  const naming = /^(for|form|headers|list|aria-(labelledby|describedby|controls|owns|details|errormessage))$/;
  const unseen = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/g;
  const scrolling = /auto|scroll/;
  const landmarks = "main, nav, aside, header, footer, section, form, [role]";
  const inside = "main, nav, aside, section, article";

  const plain = text => text.replace(/[0-9]+/g, "0");
  const says = text => (text ?? "").replace(unseen, "") !== "";
  const named = ids => ids.split(/\s+/).filter(Boolean).map(id => document.getElementById(id));
  const nameOf = element => element.getAttribute("aria-label")
    ?? named(element.getAttribute("aria-labelledby") ?? "").map(each => each?.textContent.trim()).join(" ");

  // What an attribute tells. Of what is named by its id: whether it is there, what it is, and whether it says anything.
  const mark = (element, name, value) => {
    if (exact.test(name) || element.localName === "meta" && /viewport|refresh/i.test(element.outerHTML)) {
      return `${name}=${value}`;
    }
    if (naming.test(name)) {
      return `${name}=${named(value).map(each => each && `${each.localName}${says(each.textContent)}`)}`;
    }
    if (name === "href" && value.startsWith("#")) {
      return `${name}=#${value === "#" || document.getElementById(decodeURIComponent(value.slice(1))) !== null}`;
    }
    return varied.test(name) ? `${name}${says(value)}` : `${name}=${plain(value)}`;
  };

  // What no attribute tells: labels, what is chosen or has the focus, and what is small or has to be scrolled.
  const state = element => {
    const {width, height} = element.matches("a, button, input, select, summary") ? element.getBoundingClientRect() : {};
    const overflows = element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth;
    return [
      element.labels && [...element.labels].map(label => says(label.textContent)),
      element.checked && "checked",
      element === document.activeElement && "focus",
      width < 24 && "narrow",
      height < 24 && "flat",
      overflows && scrolling.test(getComputedStyle(element).overflow) && "scrolls",
      element.localName === "style" && element.textContent,
      element.localName === "img" && element.closest("a, button, figure")?.textContent.includes(element.alt),
    ].filter(Boolean).join();
  };

  const shape = element => {
    const marks = [...element.attributes].map(({name, value}) => mark(element, name, value)).sort();
    const words = [...element.childNodes].some(node => node.nodeType === 3 && says(node.data));
    const isRow = element.localName === "tr";
    const within = [...element.children].map(shape).filter((each, place, all) => isRow || each !== all[place - 1]);
    return [element.localName, ...marks, state(element), words ? "words" : "", "(", ...within, ")"].join(" ");
  };

  // What may be there once only: more of it than one is the same shape as one.
  const all = selector => [...document.querySelectorAll(selector)];
  const twice = names => names.length - new Set(names).size;
  const once = [
    all("[id]").map(element => element.id),
    all("[accesskey]").map(element => element.accessKey),
    all("iframe").map(element => element.title.trim()),
    all(landmarks)
      .filter(element => !element.matches("header, footer") || !element.parentElement.closest(inside))
      .map(element => [element.getAttribute("role") ?? element.localName, nameOf(element)].join()),
  ];
  return [innerWidth, innerHeight, ...once.map(twice), shape(document.documentElement)].join(" ");
}"""
