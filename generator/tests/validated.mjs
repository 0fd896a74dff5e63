// Reads {name: html} and says what html-validate finds: [text].
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { HtmlValidate } = await import(pathToFileURL(process.argv[2]));
const checker = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    'no-deprecated-attr': 'off', // bgcolor, valign and the like are all that Outlook understands
    'prefer-native-element': 'off', // <main> is taken away by half of the mail programs
  },
});
const found = [];
for (const [name, html] of Object.entries(JSON.parse(readFileSync(0, 'utf8')))) {
  const { results } = await checker.validateString(html);
  for (const { messages } of results)
    for (const one of messages) found.push(`${name}:${one.line}: ${one.ruleId}: ${one.message}`);
}
console.log(JSON.stringify(found));
