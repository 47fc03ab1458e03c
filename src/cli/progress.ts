import type { OnProgress, Progress } from './command.js';

const BAR_CELLS = 24;
const DRAWN_EVERY_MS = 100;

/** `Importing  [#####-----] 50 %  1,200 of 2,400`. */
export function progressLine({ label, done, total }: Progress): string {
  const count = (value: number) => value.toLocaleString('en-IN');
  if (total === undefined || total === 0) return `${label}  ${count(done)}`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * BAR_CELLS);
  const bar = '#'.repeat(filled) + '-'.repeat(BAR_CELLS - filled);
  return `${label}  [${bar}] ${Math.floor(share * 100)} %  ${count(done)} of ${count(total)}`;
}

/** Draws on a terminal only: in a pipe or a log file a bar is noise. `clear` takes the bar away again. */
export function progressBar(
  stream: NodeJS.WriteStream,
  now: () => number,
): { onProgress: OnProgress; clear: () => void } {
  let drawnAt = Number.NEGATIVE_INFINITY;
  const clear = () => {
    if (drawnAt > Number.NEGATIVE_INFINITY) stream.write('\r\u001b[2K');
  };
  const onProgress: OnProgress = progress => {
    const isLast = progress.done === progress.total;
    if (!stream.isTTY || (now() - drawnAt < DRAWN_EVERY_MS && !isLast)) return;
    drawnAt = now();
    stream.write(`\r\u001b[2K${progressLine(progress).slice(0, (stream.columns || 80) - 1)}`);
  };
  return { onProgress, clear };
}
