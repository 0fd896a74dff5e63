// Reads {name: html} and says which features which mail programs do not know: {name: {feature: [program]}}.
// The style sheet is left out: Gmail drops it from letters that it cuts off, others always do.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { caniemail } = await import(pathToFileURL(process.argv[2]));
const found = {};
for (const [name, html] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
  const bare = html.replace(/<style>[^]*?<\/style>/g, '');
  const features = (found[name] = {});
  for (const [program, issues] of caniemail({ clients: ['*'], html: bare }).issues.errors)
    for (const { title } of issues) (features[title] ??= new Set()).add(program);
  for (const title in features) features[title] = [...features[title]].sort();
}
console.log(JSON.stringify(found));
