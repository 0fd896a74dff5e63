// Collections and filters that the layouts ask for.
const PEOPLE_PER_PAGE = 120;

function sheets(path, items, size, more) {
  const last = Math.max(1, Math.ceil(items.length / size));
  return Array.from({ length: last }, (_, at) => ({
    ...more,
    path: at ? `${path}page/${at + 1}/` : path,
    items: items.slice(at * size, (at + 1) * size),
    newer: at ? (at === 1 ? path : `${path}page/${at}/`) : "",
    older: at + 1 < last ? `${path}page/${at + 2}/` : "",
  }));
}

function grouped(items, keysOf) {
  const found = new Map();
  for (const item of items) {
    for (const key of keysOf(item)) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(item);
    }
  }
  return found;
}

export default function (config) {
  const people = (api) =>
    api.getFilteredByGlob("content/alumni/*.md").sort((one, other) => one.data.weight - other.data.weight);
  const news = (api) =>
    api.getFilteredByGlob("content/news/*.md").sort((one, other) => other.date - one.date);

  config.addPassthroughCopy({ static: "/" });
  config.addCollection("people", people);
  config.addCollection("items", news);
  config.addCollection("directory", (api) => sheets("alumni/", people(api), PEOPLE_PER_PAGE, {}));
  config.addCollection("newsLists", (api) => {
    const portal = api.getAll()[0].data.portal;
    const all = news(api);
    const years = grouped(all, (item) => item.data.years);
    const tags = grouped(all, (item) => item.data.tags);
    return [
      ...sheets("news/", all, portal.perPage, { kind: "all" }),
      ...[...years].flatMap(([year, items]) =>
        sheets(`news/${year}/`, items, portal.perPage, { kind: "year", name: year })),
      ...[...tags].flatMap(([tag, items]) =>
        sheets(`news/tags/${tag}/`, items, portal.perPage, { kind: "tag", name: portal.tags[tag] })),
    ];
  });
  config.addCollection("feeds", (api) => {
    const tags = grouped(news(api), (item) => item.data.tags);
    const all = { path: "", items: news(api).slice(0, 50) };
    return [all, ...[...tags].map(([tag, items]) => ({ path: `news/tags/${tag}/`, items: items.slice(0, 50) }))];
  });
  config.addCollection("groupPages", (api) => {
    const everyone = people(api);
    const members = Object.fromEntries(
      ["joined", "departments", "projects", "places"].map((kind) => [
        kind, grouped(everyone, (one) => one.data[kind] ?? []),
      ]));
    const portal = api.getAll()[0].data.portal;
    return portal.groups.map((group) => ({ ...group, people: members[group.kind].get(group.key) ?? [] }));
  });

  let names;
  config.on("eleventy.before", () => { names = undefined; });
  config.addFilter("byId", (id, all) => {
    names ??= new Map(all.map((one) => [one.fileSlug, one]));
    return names.get(id);
  });
  let titles;
  config.on("eleventy.before", () => { titles = undefined; });
  config.addFilter("newsById", (id, all) => {
    titles ??= new Map(all.map((one) => [one.page.filePathStem.split("/").pop(), one]));
    return titles.get(id);
  });
  config.addFilter("isoDate", (date) => new Date(date).toISOString());
  config.addFilter("partial", (text) => {
    const [year, month, day] = String(text).split("-");
    return `${year}年${month ? `${+month}月` : ""}${day ? `${+day.slice(0, 2)}日` : ""}`;
  });
  return { dir: { input: "content", output: "site" } };
}
