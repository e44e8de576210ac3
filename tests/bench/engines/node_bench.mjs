// Renders the template with nunjucks or eta. usage: node_bench.mjs ENGINE TEMPLATE CONTEXT OUTPUT; prints
// milliseconds: the median of the warm runs.
import { readFileSync, writeFileSync } from 'node:fs';

const [engine, path, contextPath, output] = process.argv.slice(2);
const source = readFileSync(path, 'utf8');
const context = JSON.parse(readFileSync(contextPath, 'utf8'));
let render;
if (engine === 'nunjucks') {
  const { default: nunjucks } = await import('nunjucks');
  const environment = new nunjucks.Environment(null, { autoescape: false, trimBlocks: true, lstripBlocks: true });
  const template = nunjucks.compile(source, environment);
  render = () => template.render(context);
} else {
  const { Eta } = await import('eta');
  const eta = new Eta({ autoEscape: false, autoTrim: [false, false] });
  const compiled = eta.compile(source);
  render = () => compiled.call(eta, context);
}
const times = [];
let text = '';
for (let run = 0; run < 60; ++run) {
  const start = performance.now();
  text = render();
  Buffer.byteLength(text); // until somebody asks for its bytes, a text is a tree of pieces
  times.push(performance.now() - start);
}
writeFileSync(output, text);
const warm = times.slice(20).sort((a, b) => a - b);
console.log(warm[Math.floor(warm.length / 2)].toFixed(3));
