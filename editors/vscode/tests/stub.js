// Stand-ins for the modules `vscode` and `vscode-languageclient/node`, which write down what the extension does with them.
'use strict';
const Module = require('node:module');
const path = require('node:path');

/** The values of package.json's settings, as VS Code gives them where the user has set none. */
const manifest = require('../package.json');
const properties = manifest.contributes.configuration.properties;

/**
 * A world in which the extension can be activated. `settings` are the user's, by their full names; `start` is what the client
 * does when it is started.
 */
function world({ settings = {}, start = async () => undefined } = {}) {
  const seen = { commands: new Map(), clients: [], errors: [], asked: new Set(), providers: new Map(), shown: [], output: 0 };
  const listeners = { configuration: [], closed: [] };
  const disposable = { dispose: () => undefined };
  const valueOf = (name) => (name in settings ? settings[name] : properties[name]?.default);
  const vscode = {
    EventEmitter: class {
      listeners = [];
      event = (listener) => this.listeners.push(listener);
      fire(it) { for (const listener of this.listeners) listener(it); }
      dispose() {}
    },
    Uri: { from: ({ scheme, path }) => ({ scheme, path }) },
    ViewColumn: { Beside: -2 },
    window: {
      createOutputChannel: (name) => ({ name, show: () => seen.output++, dispose: () => undefined }),
      showErrorMessage: async (message) => void seen.errors.push(message),
      showTextDocument: async (uri) => void seen.shown.push(seen.providers.get(uri.scheme).provideTextDocumentContent(uri)),
    },
    commands: {
      registerCommand: (name, run) => {
        if (seen.commands.has(name)) throw new Error(`command '${name}' already exists`);
        seen.commands.set(name, run);
        return disposable;
      },
    },
    workspace: {
      getConfiguration: (section) => ({
        get: (name) => {
          seen.asked.add(`${section}.${name}`);
          return valueOf(`${section}.${name}`);
        },
      }),
      registerTextDocumentContentProvider: (scheme, provider) => (seen.providers.set(scheme, provider), disposable),
      onDidCloseTextDocument: (listener) => (listeners.closed.push(listener), disposable),
      onDidChangeConfiguration: (listener) => (listeners.configuration.push(listener), disposable),
    },
  };
  class LanguageClient {
    constructor(id, name, server, options) {
      Object.assign(this, { id, name, server, options, started: 0, disposed: 0 });
      seen.clients.push(this);
    }
    async start() {
      this.started++;
      await start(this);
    }
    async dispose() {
      this.disposed++;
    }
  }
  const context = { subscriptions: [] };
  const set = async (name, value) => {
    settings[name] = value;
    const affectsConfiguration = (section) => name === section || name.startsWith(`${section}.`);
    for (const listener of listeners.configuration) await listener({ affectsConfiguration });
  };
  return { seen, context, set, modules: { vscode, 'vscode-languageclient/node': { LanguageClient } } };
}

/** The compiled extension, which sees these modules in place of the real ones. */
function load(modules) {
  const real = Module._load;
  Module._load = function (name, ...rest) {
    return name in modules ? modules[name] : real.call(this, name, ...rest);
  };
  try {
    const file = path.join(__dirname, '../dist/test/extension.js');
    delete require.cache[file];
    return require(file);
  } finally {
    Module._load = real;
  }
}

module.exports = { load, manifest, world };
