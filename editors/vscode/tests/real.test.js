// The compiled extension with the real `vscode-languageclient`, against the built server. Of `vscode` itself there is only as much as
// the client needs: whatever is asked for beyond that is an empty class, and what it registers is noted.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const test = require('node:test');
const { pathToFileURL } = require('node:url');
const { load, manifest } = require('./stub.js');

const jobc = path.resolve(process.env.JOBC ?? path.join(__dirname, '../../../target/debug/jobc'));
const disposable = { dispose: () => undefined };

/** A namespace of `vscode`: what is not in `known` is an event, a registration, or nothing. */
const namespace = (known) =>
  new Proxy(known, {
    get: (target, name) => target[name] ?? (/^(on|register|create)/.test(String(name)) ? () => disposable : undefined),
  });

class Uri {
  constructor(text) { this.text = text; }
  static parse = (text) => new Uri(text);
  static file = (file) => new Uri(pathToFileURL(file).href);
  static from = ({ scheme, path }) => new Uri(`${scheme}:${path}`);
  get scheme() { return this.text.split(':')[0]; }
  get path() { return decodeURI(new URL(this.text).pathname); }
  get fsPath() { return this.path; }
  toString() { return this.text; }
}

class EventEmitter {
  listeners = [];
  event = (listener) => (this.listeners.push(listener), disposable);
  fire(it) { for (const listener of this.listeners) listener(it); }
  dispose() {}
}

class CodeActionKind {
  constructor(value) { this.value = value; }
  append = (part) => new CodeActionKind([this.value, part].filter(Boolean).join('.'));
  static Empty = new CodeActionKind('');
}

function editor(folder, settings) {
  const seen = { diagnostics: new EventEmitter(), commands: new Map(), errors: [], warnings: [], shown: [], providers: new Map() };
  const opened = new EventEmitter();
  const channel = { append() {}, appendLine() {}, show() {}, clear() {}, dispose() {} };
  const known = {
    version: '1.82.0',
    Uri,
    EventEmitter,
    CodeActionKind,
    Disposable: class { constructor(end) { this.dispose = end ?? (() => undefined); } static from = () => disposable; },
    Position: class { constructor(line, character) { Object.assign(this, { line, character }); } },
    Range: class {
      constructor(...it) {
        [this.start, this.end] = it.length === 2 ? it : [{ line: it[0], character: it[1] }, { line: it[2], character: it[3] }];
      }
    },
    CancellationTokenSource: class { token = { isCancellationRequested: false, onCancellationRequested: () => disposable }; cancel() {} dispose() {} },
    ViewColumn: { Beside: -2 },
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
    env: namespace({ appName: 'test', language: 'en' }),
    extensions: namespace({}),
    notebooks: namespace({}),
    window: namespace({
      createOutputChannel: () => channel,
      showErrorMessage: async (it) => void seen.errors.push(it),
      showWarningMessage: async (it) => void seen.warnings.push(it),
      showTextDocument: async (uri) => void seen.shown.push(await seen.providers.get(uri.scheme).provideTextDocumentContent(uri)),
      visibleTextEditors: [],
      tabGroups: namespace({ all: [] }),
    }),
    commands: namespace({ registerCommand: (name, run) => (seen.commands.set(name, run), disposable) }),
    languages: namespace({
      match: (selector, document) => ([selector].flat().some((it) => (it.language ?? it) === document.languageId) ? 10 : 0),
      createDiagnosticCollection: () => ({ set: (uri, found) => seen.diagnostics.fire({ uri, found }), delete() {}, clear() {}, dispose() {} }),
    }),
    workspace: namespace({
      textDocuments: [],
      notebookDocuments: [],
      workspaceFolders: [{ uri: Uri.file(folder), name: 'test', index: 0 }],
      fs: namespace({}),
      onDidOpenTextDocument: opened.event,
      registerTextDocumentContentProvider: (scheme, provider) => (seen.providers.set(scheme, provider), disposable),
      getConfiguration: (section) => {
        const of = (name) => settings[name] ?? manifest.contributes.configuration.properties[name]?.default;
        const nested = { path: of('jobc.path'), lint: { ignore: of('jobc.lint.ignore') }, ...settings.extra };
        return section === 'jobc'
          ? { ...nested, get: (name) => of(`jobc.${name}`) }
          : { get: (name, otherwise) => (name === 'jobc' ? nested : (of(`${section}.${name}`) ?? otherwise)) };
      },
    }),
  };
  const classes = new Map();
  const vscode = new Proxy(known, {
    get(target, name) {
      if (name in target || typeof name === 'symbol') return target[name];
      if (!classes.has(name)) classes.set(name, class {});
      return classes.get(name);
    },
  });
  return { seen, opened, vscode };
}

const text = `serve = Process(name = 'serve', cmdline = './serve')
task = Task(processes = [serve], resources = Resources(cpu = 1, ram = 64*MB, disk = 64*MB))
jobs = [Job(cluster = 'east', role = 'www', environment = 'prod', name = 'shop', task = task)]
`;

function documentOf(file) {
  return { uri: Uri.file(file), languageId: 'aurora', version: 1, getText: () => fs.readFileSync(file, 'utf8'), fileName: file };
}

test('diagnostics, settings and commands reach the editor and the server', { timeout: 120000 }, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jobc-'));
  const file = path.join(folder, 'shop.aurora');
  fs.writeFileSync(file, `${text}broken = Process(name = 'x', cmdlin = 'y')\n`);
  const settings = { 'jobc.path': jobc, 'jobc.lint.ignore': ['J001', 'L002'], extra: { lnt: 1 } };
  const { seen, opened, vscode } = editor(folder, settings);
  const extension = load({ vscode });
  const found = new Promise((resolve) => seen.diagnostics.event((it) => it.found?.length && resolve(it)));
  await extension.activate({ subscriptions: [] });
  assert.deepEqual(seen.errors, []);
  opened.fire(documentOf(file));
  const { uri, found: diagnostics } = await found;
  assert.equal(uri.toString(), Uri.file(file).toString());
  assert.deepEqual(diagnostics.map((it) => it.code?.value ?? it.code), ['E301']);
  assert.ok([...seen.commands.keys()].includes('jobc.json'), [...seen.commands.keys()].join());
  for (const it of manifest.contributes.commands) assert.ok(seen.commands.has(it.command), it.command);
  await seen.commands.get('jobc.json')(Uri.file(file).toString(), 'east/www/prod/shop');
  assert.equal(JSON.parse(seen.shown[0]).name, 'shop');
  assert.match(seen.warnings.join(), /unknown setting `lnt`/);
  await extension.deactivate();
});

test('a program that is missing is named by the real client too', { timeout: 60000 }, async () => {
  const { seen, vscode } = editor(os.tmpdir(), { 'jobc.path': '/nowhere/jobc' });
  const extension = load({ vscode });
  await extension.activate({ subscriptions: [] });
  assert.match(seen.errors.join(), /`\/nowhere\/jobc` did not start/);
  await extension.deactivate();
});
