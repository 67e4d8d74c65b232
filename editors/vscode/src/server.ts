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
