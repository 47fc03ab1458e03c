import { clearScreenDown, cursorTo, type Interface, moveCursor } from 'node:readline';
import type { Writable } from 'node:stream';

/** What is written above the line that a person types, which stays as it is. */
export interface Screen {
  /** Lines that stay. What was drawn to be replaced goes. */
  print(lines: readonly string[]): void;
  /** Lines that the next call of either replaces. */
  draw(lines: readonly string[]): void;
}

export function screenOf(out: Writable & { rows?: number }, typing: Interface): Screen {
  let drawn = 0;
  const replace = (lines: readonly string[], stays: boolean) => {
    cursorTo(out, 0);
    moveCursor(out, 0, -(drawn + typing.getCursorPos().rows));
    clearScreenDown(out);
    out.write(lines.map(line => `${line}\n`).join(''));
    drawn = stays ? 0 : lines.length;
    typing.prompt(true);
  };
  return {
    print: lines => replace(lines, true),
    // What has left the screen at the top cannot be taken back: only as much is drawn as stays in sight.
    draw: lines => replace(lines.slice(-Math.max(1, (out.rows ?? 24) - 3)), false),
  };
}
