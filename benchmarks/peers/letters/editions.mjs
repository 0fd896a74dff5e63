// Renders editions with one library of npm: node editions.mjs LIBRARY FILE. The file has the letter as
// blocks, as MJML and as HTML, with GREETING where each edition differs; see ../../letters.py.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const [library, file, tools] = process.argv.slice(2);
const letter = JSON.parse(readFileSync(file, 'utf8'));
const require = createRequire(pathToFileURL(join(tools, 'package.json')));
const load = async (name) => import(pathToFileURL(require.resolve(name)));

async function maker() {
  if (library === 'mjml') {
    const mjml = (await load('mjml')).default;
    return async (greeting) => (await mjml(letter.mjml.replace('GREETING', greeting))).html;
  }
  if (library === 'juice') {
    const juice = (await load('juice')).default;
    return (greeting) => juice(letter.html.replace('GREETING', greeting));
  }
  const React = require('react');
  const email = require('@react-email/components');
  return (greeting) => email.render(tree(React.createElement, email, greeting));
}

const STYLES = {
  body: { margin: 0, backgroundColor: '#fbf8f3', fontFamily: 'Hiragino Sans,Meiryo,sans-serif' },
  text: { fontSize: 16, lineHeight: 1.8, color: '#26292e', margin: '0 0 16px' },
  heading: { fontSize: 20, lineHeight: 1.4, color: '#26292e', margin: '0 0 16px' },
  link: { color: '#1f4e79' },
  button: { backgroundColor: '#1f4e79', color: '#ffffff', padding: '12px 28px' },
};

function tree(h, email, greeting) {
  const blocks = letter.blocks.map((block, key) => {
    const inner = { __html: block.html?.replace('GREETING', greeting) };
    if (block.kind === 'heading') return h(email.Heading, { key, as: 'h2', style: STYLES.heading }, block.text);
    if (block.kind === 'picture')
      return h(email.Img, { key, src: block.src, alt: block.alt, width: block.width });
    if (block.kind === 'link')
      return h(email.Text, { key, style: STYLES.text }, h(email.Link, { href: block.href, style: STYLES.link }, block.text));
    if (block.kind === 'button')
      return h(email.Button, { key, href: block.href, style: STYLES.button }, block.text);
    return h('div', { key, style: STYLES.text, dangerouslySetInnerHTML: inner });
  });
  return h(email.Html, { lang: letter.lang }, h(email.Head), h(email.Preview, null, letter.preheader),
    h(email.Body, { style: STYLES.body }, h(email.Container, null, h(email.Section, null, blocks))));
}

const make = await maker();
let bytes = 0;
for (const greeting of letter.greetings.slice(0, letter.warm)) await make(greeting);
const before = process.cpuUsage();
const start = process.hrtime.bigint();
for (const greeting of letter.greetings) {
  const html = await make(greeting);
  if (!html.includes(greeting)) throw new Error('an edition without its greeting');
  bytes += Buffer.byteLength(html);
}
const used = process.cpuUsage(before);
const wall = Number(process.hrtime.bigint() - start) / 1e9;
console.log(JSON.stringify({ cpu: (used.user + used.system) / 1e6, wall, bytes }));
