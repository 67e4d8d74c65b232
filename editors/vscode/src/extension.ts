import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/node';
import { Results, resultOf, scheme } from './result';
import { documentSelector, serverCommand, settingsFor, startFailure } from './server';

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('jobc');
  const results = new Results();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  context.subscriptions.push(
    output,
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => results.get(uri.path),
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (document.uri.scheme === scheme) {
        results.delete(document.uri.path);
      }
    }),
    vscode.commands.registerCommand('jobc.showOutput', () => output.show()),
    vscode.commands.registerCommand('jobc.restartServer', async () => {
      await stop();
      await start(output, results, changed);
    }),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration('jobc.path')) {
        await stop();
        await start(output, results, changed);
      }
    }),
  );
  await start(output, results, changed);
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function start(
  output: vscode.OutputChannel,
  results: Results,
  changed: vscode.EventEmitter<vscode.Uri>,
): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('jobc');
  const command = serverCommand(configuration.get<string>('path'));
  const options: LanguageClientOptions = {
    documentSelector,
    outputChannel: output,
    initializationOptions: settingsFor((name) => configuration.get(name)),
    middleware: {
      // The client registers the server's commands itself; here their answers become visible.
      executeCommand: async (name, args, next) => {
        const answer: unknown = await next(name, args);
        const result = resultOf(name, args, answer);
        if (result) {
          results.put(result);
          const uri = vscode.Uri.from({ scheme, path: result.path });
          changed.fire(uri);
          await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
        }
        return answer;
      },
    },
  };
  const starting = new LanguageClient('jobc', 'jobc', command, options);
  client = starting;
  try {
    await starting.start();
  } catch (error) {
    void vscode.window.showErrorMessage(startFailure(command, error));
  }
}

async function stop(): Promise<void> {
  const stopping = client;
  client = undefined;
  // A server that did not start, or died, cannot be asked to end.
  await stopping?.dispose().catch(() => undefined);
}
