'use strict';
// The list of jobs. Rows are made as they are shown, so that many jobs stay fast.
const jobs = JSON.parse(document.getElementById('data').textContent);
const table = document.getElementById('jobs');
const filter = document.getElementById('filter');
const more = document.getElementById('more');
const count = document.getElementById('count');
const PAGE = 200;
const columns = ['key', 'kind', 'instances', 'cpu', 'ram', 'disk', 'tier', 'contact', 'file'];
const numbers = new Set(['instances', 'cpu', 'ram', 'disk']);
const state = { sort: 'key', down: false, shown: PAGE };

function element(name, text, parent) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

function size(bytes) {
  for (const [unit, of] of [['TB', 2 ** 40], ['GB', 2 ** 30], ['MB', 2 ** 20], ['KB', 2 ** 10]])
    if (bytes >= of) return `${+(bytes / of).toFixed(3)} ${unit}`;
  return `${bytes} bytes`;
}

for (const job of jobs)
  job.words = [job.key, job.kind, job.tier, job.contact, job.file].join('\n').toLowerCase();

function meant() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = jobs.filter(job => words.every(word => job.words.includes(word)));
  const of = job => job[state.sort] ?? '';
  const order = (a, b) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0);
  found.sort((a, b) => (state.down ? order(b, a) : order(a, b)));
  return found;
}

function head() {
  const row = element('tr', undefined, element('thead', undefined, table));
  for (const column of columns) {
    const cell = element('th', undefined, row);
    cell.scope = 'col';
    if (column === state.sort) cell.setAttribute('aria-sort', state.down ? 'descending' : 'ascending');
    const button = element('button', column, cell);
    button.type = 'button';
    button.dataset.column = column;
    button.onclick = () => {
      state.down = state.sort === column && !state.down;
      state.sort = column;
      draw();
      table.querySelector(`th button[data-column="${column}"]`).focus();
    };
  }
}

function details(job, row) {
  const below = document.createElement('tr');
  const cell = element('td', undefined, below);
  cell.colSpan = columns.length;
  const drawing = element('div', undefined, cell);
  drawing.className = 'drawing';
  drawing.tabIndex = 0;
  drawing.setAttribute('role', 'group');
  drawing.setAttribute('aria-label', `Processes of ${job.key}`);
  const parsed = new DOMParser().parseFromString(job.processes, 'image/svg+xml');
  drawing.append(document.importNode(parsed.documentElement, true));
  const values = element('table', undefined, cell);
  element('caption', 'Values that the configuration sets', values);
  const body = element('tbody', undefined, values);
  for (const [path, value, steps] of job.values) {
    const line = element('tr', undefined, body);
    const name = element('th', undefined, line);
    name.scope = 'row';
    element('code', path, name);
    element('code', value, element('td', undefined, line));
    const why = element('details', undefined, element('td', undefined, line));
    element('summary', 'why', why);
    why.ontoggle = () => {
      if (why.children.length > 1) return;
      const list = element('ol', undefined, why);
      list.className = 'steps';
      for (const [depth, place, words, code] of steps) {
        const item = element('li', undefined, list);
        item.style.marginLeft = `${depth * 1.5}rem`;
        element('code', place, item);
        item.append(` ${words}: `);
        element('code', code, item);
      }
    };
  }
  row.after(below);
  return below;
}

function draw() {
  const found = meant();
  table.replaceChildren();
  head();
  const body = element('tbody', undefined, table);
  for (const job of found.slice(0, state.shown)) {
    const row = element('tr', undefined, body);
    let below = null;
    for (const column of columns) {
      const cell = element('td', undefined, row);
      if (numbers.has(column)) cell.className = 'number';
      if (column !== 'key') {
        cell.textContent = column === 'ram' || column === 'disk' ? size(job[column]) : job[column] ?? '';
        continue;
      }
      const button = element('button', job.key, cell);
      button.type = 'button';
      button.setAttribute('aria-expanded', 'false');
      button.onclick = () => {
        if (below) below.remove();
        below = below ? null : details(job, row);
        button.setAttribute('aria-expanded', String(below !== null));
      };
    }
  }
  count.textContent = `${found.length} of ${jobs.length} jobs`;
  more.hidden = found.length <= state.shown;
}

filter.oninput = () => {
  state.shown = PAGE;
  draw();
};
more.onclick = () => {
  state.shown += PAGE;
  draw();
};
draw();
