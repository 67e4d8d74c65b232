/** How the server is started, and which files are its own. Free of `vscode`, so that tests can start it the same way. */

/** The program and its arguments. */
export interface Command {
  command: string;
  args: string[];
}

/** The command that starts the server; `path` is the setting `jobc.path`, where an empty text means the default. */
export function serverCommand(path: string | undefined): Command {
  const command = path?.trim();
  return { command: command ? command : 'jobc', args: ['server'] };
}

/** The settings that the server is told, without `jobc.`; all others of package.json are the extension's own. */
export const serverSettings = [
  'config',
  'lint.select',
  'lint.extendSelect',
  'lint.ignore',
  'lint.severity',
  'bindings',
  'env.allow',
  'env.values',
  'inlayHints.references',
  'inlayHints.sizes',
  'inlayHints.names',
  'codeLens',
];

/** The settings as the server takes them when it starts: `{ lint: { select: […] } }`. Later it asks for them itself. */
export function settingsFor(get: (name: string) => unknown): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const name of serverSettings) {
    const value = get(name);
    if (value === undefined || value === null) {
      continue;
    }
    const parts = name.split('.');
    const last = parts.pop() ?? name;
    let inner = settings;
    for (const part of parts) {
      inner = (inner[part] ??= {}) as Record<string, unknown>;
    }
    inner[last] = value;
  }
  return settings;
}

/** The documents that the server is asked about: files, and buffers that were never saved. */
export const documentSelector = [
  { scheme: 'file', language: 'aurora' },
  { scheme: 'untitled', language: 'aurora' },
];

/** What a person is told when the server does not start. */
export function startFailure(command: Command, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `\`${command.command}\` did not start: ${reason}. Install jobc, or name its path in the setting \`jobc.path\`.`;
}
