// The grammar, the files that package.json names, and the extension's way of starting the server and showing results,
// against the built binary. VS Code itself is not started.
'use strict';
const assert = require('node:assert/strict');
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const test = require('node:test');
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');
const rpc = require('vscode-jsonrpc/node');
const { serverCommand, serverSettings, settingsFor } = require('../dist/test/server.js');
const { resultOf } = require('../dist/test/result.js');

const extension = path.join(__dirname, '..');
const root = path.join(extension, '../..');
const jobc = path.resolve(process.env.JOBC ?? path.join(root, 'target/debug/jobc'));
const read = (name) => JSON.parse(fs.readFileSync(path.join(extension, name), 'utf8'));

async function loadGrammar() {
  const wasm = fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => read('syntaxes/aurora.tmLanguage.json'),
  });
  return registry.loadGrammar('source.aurora');
}
const grammar = loadGrammar();

function scopesOf(grammar, text, wanted) {
  let stack = textmate.INITIAL;
  for (const line of text.split('\n')) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    const token = result.tokens.find((it) => line.slice(it.startIndex, it.endIndex).trim() === wanted);
    if (token) return token.scopes.join(' ');
  }
  return '';
}

const samples = [
  ["a = 'x {{name}}'", 'name', /string.*meta\.template.*variable\.other\.reference/],
  ['a = "x {{name}}"', 'name', /string.*variable\.other\.reference/],
  ["a = r'x {{name}}'", 'name', /string.*variable\.other\.reference/],
  ["a = u'x {{name}}'", 'name', /string.*variable\.other\.reference/],
  ["a = f'x {{name}}'", 'name', /string.*variable\.other\.reference/],
  ["a = '''\nx {{name}}\n'''", 'name', /string.*triple.*variable\.other\.reference/],
  ['a = """\nx {{thermos.ports[http]}}\n"""', 'thermos', /variable\.language\.context/],
  ["p = Process(name = 'x')", 'Process', /support\.class\.schema/],
  ["p = Process(name = 'x')", 'name', /variable\.parameter/],
  ['class Profile(Struct):', 'Profile', /entity\.name\.type\.class/],
  ['if x:', 'if', /keyword\.control/],
  ["include('x.aurora')", 'include', /keyword\.control\.import/],
  ['x = 1 # jobc: ignore[E301]', 'E301', /comment.*constant\.other\.code/],
  ['# fmt: off', 'fmt: off', /comment.*directive/],
  ["a = '{{name'\nb = None", 'None', /^source\.aurora constant\.language/],
];
for (const [text, wanted, scopes] of samples) {
  test(`scopes of \`${wanted}\` in ${JSON.stringify(text)}`, async () => {
    assert.match(scopesOf(await grammar, text, wanted), scopes);
  });
}

test('every example is coloured, and no string runs on behind its end', async () => {
  const examples = fs.readdirSync(path.join(root, 'examples')).filter((name) => name.endsWith('.aurora'));
  assert.ok(examples.length > 5);
  for (const name of examples) {
    const text = fs.readFileSync(path.join(root, 'examples', name), 'utf8');
    const scopes = scopesOf(await grammar, `${text}\nat_the_end = None`, 'None');
    assert.match(scopes, /^source\.aurora constant\.language/, name);
  }
});

test('package.json names files that exist', () => {
  const { contributes, icon } = read('package.json');
  const files = [icon, contributes.grammars[0].path, contributes.snippets[0].path];
  files.push(contributes.languages[0].configuration, contributes.languages[0].icon.light);
  for (const file of files) assert.ok(fs.existsSync(path.join(extension, file)), file);
});

test('the patterns of the language configuration are valid', () => {
  const configuration = read('language-configuration.json');
  for (const pattern of Object.values(configuration.indentationRules)) new RegExp(pattern);
  assert.match('  processes = [', new RegExp(configuration.indentationRules.increaseIndentPattern));
  assert.match('),', new RegExp(configuration.indentationRules.decreaseIndentPattern));
});

for (const [name, snippet] of Object.entries(read('snippets/aurora.json'))) {
  test(`the snippet ${name} is valid syntax`, () => {
    const body = [snippet.body].flat().join('\n').replace(/\$\{\d+(?::([^}]*))?\}/g, '$1');
    const formatted = execFileSync(jobc, ['format', '-'], { input: `${body}\n`, encoding: 'utf8' });
    assert.ok(formatted.length > 0);
  });
}

/** A server with a connection to it. */
function connect() {
  const { command, args } = serverCommand(jobc);
  const child = spawn(command, args);
  const connection = rpc.createMessageConnection(
    new rpc.StreamMessageReader(child.stdout),
    new rpc.StreamMessageWriter(child.stdin),
  );
  const end = async () => {
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    return new Promise((resolve) => child.on('exit', resolve));
  };
  return { child, connection, end };
}

test('the server takes every setting of package.json, when it starts and when it asks', async () => {
  const { properties } = read('package.json').contributes.configuration;
  const samples = { array: ['J001'], object: {}, boolean: false, string: 'tests' };
  const sample = (name) => samples[[properties[`jobc.${name}`].type].flat()[0]];
  const settings = { ...settingsFor(sample), config: null };
  assert.equal(Object.keys(settings.inlayHints).length, serverSettings.filter((it) => it.startsWith('inlayHints')).length);
  const { connection, end } = connect();
  const messages = [];
  connection.onNotification('window/showMessage', (it) => messages.push(it.message));
  const asked = new Promise((resolve) => {
    connection.onRequest('workspace/configuration', (it) => (resolve(it.items), it.items.map(() => ({ ...settings, lnt: {} }))));
  });
  connection.listen();
  const capabilities = { workspace: { configuration: true } };
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities, initializationOptions: settings });
  await connection.sendNotification('initialized', {});
  assert.deepEqual(await asked, [{ section: 'jobc' }]);
  assert.equal(await end(), 0);
  // The one that is none.
  assert.equal(messages.length, 1, messages.join());
  assert.match(messages[0], /unknown setting `lnt`/);
});

test('the server starts, diagnoses, hovers, completes, formats, shows a job and ends', async () => {
  const { connection, end } = connect();
  const diagnostics = new Promise((resolve) => {
    connection.onNotification('textDocument/publishDiagnostics', (it) => it.diagnostics.length && resolve(it));
  });
  connection.listen();
  const ask = (method, params) => connection.sendRequest(method, params);
  await ask('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  await connection.sendNotification('initialized', {});
  const open = (uri, text) =>
    connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'aurora', version: 1, text },
    });
  const broken = 'file:///broken.aurora';
  await open(broken, "p=Process(name = 'x', cmdlin = 'y')\n");
  assert.equal((await diagnostics).diagnostics.some((it) => it.code === 'E301'), true);
  const textDocument = { uri: broken };
  assert.match(JSON.stringify(await ask('textDocument/hover', { textDocument, position: { line: 0, character: 4 } })), /Process/);
  const completion = await ask('textDocument/completion', { textDocument, position: { line: 0, character: 22 } });
  assert.match(JSON.stringify(completion), /cmdline/);
  const options = { tabSize: 2, insertSpaces: true };
  const edits = await ask('textDocument/formatting', { textDocument, options });
  assert.ok(edits.length > 0);
  const example = 'file:///hello.aurora';
  await open(example, fs.readFileSync(path.join(root, 'examples/hello_world.aurora'), 'utf8'));
  const lenses = await ask('textDocument/codeLens', { textDocument: { uri: example } });
  const { command: name, arguments: given } = lenses.find((it) => it.command.command === 'jobc.json').command;
  const result = resultOf(name, given, await ask('workspace/executeCommand', { command: name, arguments: given }));
  assert.equal(result.path, '/devcluster/www-data/devel/hello_world.json');
  assert.equal(JSON.parse(result.text).name, 'hello_world');
  assert.equal(await end(), 0);
});
