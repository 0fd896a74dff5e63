/*
 * Whom a line concerns, worked out here: what a reader chooses is kept on this device, and the page
 * knows nothing of it. `concerns` answers as generator/enishi/membership.py does: yes, no, or null
 * for what nothing known decides.
 */
const EVER = 99999999;

const any = (answers) => (answers.includes(true) ? true : answers.includes(null) ? null : false);
const all = (answers) => (answers.includes(false) ? false : answers.includes(null) ? null : true);
const not = (answer) => (answer === null ? null : !answer);
const unless = (never) => (never ? false : null);
const known = (value) => (value === undefined ? null : value);

/** Whether the rule holds in one of the tenures of a past. */
export function concerns(rule, past) {
  return any(answers(rule, past));
}

function answers(rule, past) {
  const situations = past.situations?.length ? past.situations : [{}];
  const [word, ...parts] = rule;
  if (word === "not") return situations.map(() => not(any(answers(parts[0], past))));
  if (word !== "and" && word !== "or") return situations.map((one) => condition(rule, one, past));
  const each = parts.map((part) => answers(part, past));
  return situations.map((_, at) => (word === "and" ? all : any)(each.map((one) => one[at])));
}

function condition([field, sign, values], one, past) {
  const answer = any(values.map((value) => holds(field, sign === "!=" ? "=" : sign, value, one, past)));
  return sign === "!=" ? not(answer) : answer;
}

function holds(field, sign, value, one, past) {
  const [joined, left, here] = [known(one.joined), known(one.left), known(one.here)];
  if (field === "joined") return dated(joined, sign, value);
  if (field === "left") return left === null && here ? false : dated(left, sign, value);
  if (field === "years") return dated(years(joined, left, here, past.today), sign, [Number(value), Number(value)]);
  if (field === "era") return overlap(joined, left ?? (here ? [EVER, EVER] : null), value);
  const flag = (it) => (known(it) === null ? null : [it ? "yes" : "no"]);
  const text = (it) => (known(it) === null ? null : [it]);
  const found = {
    project: () => known(one.projects), place: () => known(one.places), open_to: () => known(past.open_to),
    here: () => flag(here), returned: () => flag(past.returned), offers: () => flag(past.offers),
    department: () => text(one.department), title: () => text(one.title), company: () => text(past.company),
  }[field]();
  return found === null ? null : found.includes(value);
}

function dated(given, sign, [start, end]) {
  if (given === null) return null;
  const [first, last] = given;
  if (sign === "=") return start <= first && last <= end ? true : unless(last < start || first > end);
  const edge = sign === "<" || sign === ">=" ? start : end + 1;
  const before = last < edge ? true : first < edge ? null : false;
  return sign === "<" || sign === "<=" ? before : not(before);
}

const months = (day) => Math.floor(day / 10000) * 12 + (Math.floor(day / 100) % 100);

function years(joined, left, here, today) {
  const until = left ?? (here ? [today, today] : null);
  if (joined === null || until === null) return null;
  const whole = (end, begin) => Math.floor(Math.max(0, months(end) - months(begin) + 1) / 12);
  return [whole(until[0], joined[1]), whole(until[1], joined[0])];
}

function overlap(joined, left, [starts, started, ends, ended]) {
  if (joined === null || left === null) {
    if (joined && joined[0] > ended) return false;
    return unless(left !== null && left[1] < starts);
  }
  if (joined[1] <= ends && left[0] >= started) return true;
  return unless(joined[0] > ended || left[1] < starts);
}

/** What a reader chose, as a past with one tenure. */
export function past(chosen, today) {
  const year = (value) => (value ? [Number(value) * 10000 + 101, Number(value) * 10000 + 1231] : undefined);
  const list = (value) => (value ? [value] : undefined);
  const one = {
    joined: year(chosen.joined), left: year(chosen.left), here: chosen.left ? false : undefined,
    department: chosen.department || undefined, projects: list(chosen.project), places: list(chosen.place),
  };
  return { situations: [one], today };
}

const store = (field) => `enishi.${field}`;
const recall = (field) => { try { return localStorage.getItem(store(field)) || ""; } catch { return ""; } };
const keep = (field, value) => {
  try { value ? localStorage.setItem(store(field), value) : localStorage.removeItem(store(field)); } catch { /* storage may be closed to us */ }
};
const MOST = 2;

/** A page that asks who is reading: its lists put first, and mark, what concerns the reader. */
export function picker(box) {
  const selects = [...box.querySelectorAll("select[data-asks]")];
  const scope = box.closest("[data-insider]");
  const lists = [...scope.querySelectorAll("ul[data-notes]")].map((list) => [list, [...list.children]]);
  const told = box.querySelector("[data-told]");
  const today = Number(new Date().toISOString().slice(0, 10).replaceAll("-", ""));
  const RANK = [true, null, false];
  const show = () => {
    const chosen = Object.fromEntries(selects.map((select) => [select.dataset.asks, select.value]));
    const somebody = Object.values(chosen).some(Boolean);
    const reader = past(chosen, today);
    let count = 0;
    for (const [list, lines] of lists) {
      const rank = new Map(lines.map((line) => [line, somebody ? RANK.indexOf(concerns(JSON.parse(line.dataset.rule), reader)) : 1]));
      const facts = new Set();
      for (const line of lines) {
        const mine = rank.get(line) === 0;
        if (line.dataset.key) {
          line.hidden = !mine || facts.has(line.dataset.key) || facts.size >= MOST;
          if (!line.hidden) facts.add(line.dataset.key);
        } else {
          line.classList.toggle("is-other", rank.get(line) === 2);
          line.querySelector(".insider-yours").hidden = !mine;
        }
        count += mine && !line.hidden;
      }
      list.append(...[...lines].sort((a, b) => rank.get(a) - rank.get(b)));
      list.hidden = lines.every((line) => line.hidden);
    }
    told.textContent = !somebody ? "" : count ? told.dataset.some.replace("{n}", count) : told.dataset.none;
  };
  for (const select of selects) {
    const field = select.dataset.asks;
    const latest = Number(select.dataset.latest);
    for (let year = latest; year > latest - 60; year -= 1) select.add(new Option(year, year));
    select.value = recall(field);
    if (select.selectedIndex < 0) select.value = "";
    select.addEventListener("change", () => { keep(field, select.value); show(); });
  }
  box.hidden = false;
  scope.hidden = false;
  show();
}
