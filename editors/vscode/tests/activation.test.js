// The compiled `src/extension.ts` in an editor of our own: what it registers, how it starts the server, what its commands do.
'use strict';
const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const test = require('node:test');
const { load, manifest, world } = require('./stub.js');

async function activated(options) {
  const it = world(options);
  const extension = load(it.modules);
  await extension.activate(it.context);
  return { ...it, extension };
}

const { commands, configuration } = manifest.contributes;

test('the commands of package.json are those that are registered', async () => {
  const { seen } = await activated();
  assert.deepEqual([...seen.commands.keys()].sort(), commands.map((it) => it.command).sort());
});

test('the settings of package.json are those that are read', async () => {
  const { seen } = await activated();
  // The client library reads this one itself, by the name of the client.
  assert.equal(seen.clients[0].id, 'jobc');
  const read = [...seen.asked, 'jobc.trace.server'];
  assert.deepEqual(read.sort(), Object.keys(configuration.properties).sort());
});

test('the server is started with the path and its arguments, for files of the language', async () => {
  const { seen } = await activated({ settings: { 'jobc.path': ' /opt/jobc ' } });
  const [client] = seen.clients;
  assert.deepEqual(client.server, { command: '/opt/jobc', args: ['server'] });
  assert.equal(client.started, 1);
  const [language] = manifest.contributes.languages;
  for (const { language: id } of client.options.documentSelector) assert.equal(id, language.id);
  assert.deepEqual(seen.errors, []);
});

test('the settings reach the server, and those that are not set do not', async () => {
  const settings = { 'jobc.lint.ignore': ['J001'], 'jobc.env.values': { A: 'b' }, 'jobc.inlayHints.sizes': false };
  const { seen } = await activated({ settings });
  assert.deepEqual(seen.clients[0].options.initializationOptions, {
    lint: { ignore: ['J001'] },
    env: { values: { A: 'b' } },
    inlayHints: { references: true, sizes: false, names: true },
    codeLens: true,
  });
});

test('another path starts another server, and other settings do not', async () => {
  const { seen, set } = await activated();
  await set('jobc.lint.ignore', ['J']);
  assert.equal(seen.clients.length, 1);
  await set('jobc.path', 'other');
  assert.deepEqual(seen.clients.map((it) => [it.server.command, it.started, it.disposed]), [['jobc', 1, 1], ['other', 1, 0]]);
});

test('restarting ends the server and starts a new one; so does leaving, without the new one', async () => {
  const { seen, extension } = await activated();
  await seen.commands.get('jobc.restartServer')();
  assert.deepEqual(seen.clients.map((it) => [it.started, it.disposed]), [[1, 1], [1, 0]]);
  await extension.deactivate();
  assert.equal(seen.clients[1].disposed, 1);
});

test('the output can be shown', async () => {
  const { seen } = await activated();
  seen.commands.get('jobc.showOutput')();
  assert.equal(seen.output, 1);
});

test('a program that is missing is named, with what to do; a restart tries again', async () => {
  const start = ({ server }) =>
    new Promise((resolve, reject) => spawn(server.command, server.args).on('error', reject).on('spawn', resolve));
  const { seen } = await activated({ settings: { 'jobc.path': '/nowhere/jobc' }, start });
  assert.equal(seen.errors.length, 1);
  assert.match(seen.errors[0], /`\/nowhere\/jobc` did not start: .*ENOENT.*Install jobc, or name its path in the setting `jobc\.path`/);
  await seen.commands.get('jobc.restartServer')();
  assert.equal(seen.errors.length, 2);
});

test('what the commands of code lenses give is shown, to read only', async () => {
  const { seen } = await activated();
  const { executeCommand } = seen.clients[0].options.middleware;
  const args = ['file:///a.aurora', 'east/www/prod/shop'];
  for (const name of ['jobc.inspect', 'jobc.schedule', 'jobc.json']) {
    const answer = await executeCommand(name, args, async (given, passed) => {
      assert.equal(given, name);
      return `${name} of ${passed[1]}`;
    });
    assert.equal(answer, `${name} of east/www/prod/shop`);
    assert.equal(seen.shown.pop(), answer);
  }
  await executeCommand('jobc.json', args, async () => null);
  assert.equal(seen.shown.length, 0);
});
