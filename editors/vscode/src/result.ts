/** The results of the server's commands, as documents to read. Free of `vscode`. */

/** The scheme of the addresses of results. */
export const scheme = 'jobc-result';

/** A result that can be shown. */
export interface Result {
  /** The path of its document: `/east/www-data/prod/shop.json`. */
  path: string;
  text: string;
}

/**
 * The document that shows what a command gave, if it is one to show. The arguments of the server's commands are the
 * address of a file and a job's key.
 */
export function resultOf(command: string, args: unknown[], answer: unknown): Result | undefined {
  if (typeof answer !== 'string') {
    return undefined;
  }
  const name = command.replace(/^jobc\./, '');
  const key = typeof args[1] === 'string' ? args[1] : 'result';
  return { path: name === 'json' ? `/${key}.json` : `/${key}.${name}.md`, text: answer };
}

/** The texts of results by path; a newer one takes the place of an older. */
export class Results {
  readonly #texts = new Map<string, string>();

  put(result: Result): void {
    this.#texts.set(result.path, result.text);
  }

  get(path: string): string | undefined {
    return this.#texts.get(path);
  }

  delete(path: string): void {
    this.#texts.delete(path);
  }
}
