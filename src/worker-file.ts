/**
 * The compiled file of a worker thread that lies beside the caller: a thread cannot load TypeScript, so a caller that
 * runs from `src` (a test) gets the file of the last build.
 * `from` is the caller's `import.meta.url`; `path` is relative to it and has no extension.
 */
export function workerFile(from: string, path: string): URL {
  const file = new URL(`${path}.js`, from).href;
  const source = file.lastIndexOf('/src/');
  if (!from.endsWith('.ts') || source < 0) return new URL(file);
  return new URL(`${file.slice(0, source)}/dist/${file.slice(source + '/src/'.length)}`);
}
