/** What a terminal shows without breaking lines, and what most of a report keeps to. */
const LINE_WIDTH = 78;

/** Rows with their cells one below the other: columns named in `left` stand to the left, all others to the right. */
export function columns(rows: readonly (readonly string[])[], left: readonly number[] = [0]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  return rows.map(row =>
    row
      .map((cell, column) =>
        left.includes(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

/** Words broken between, not in, at the width of a terminal; the first line begins as it is given, the others with `indent`. */
export function wrapped(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = /^ */.exec(text)?.[0] ?? '';
  let words = 0;
  for (const word of text.trim().split(/ +/)) {
    const longer = words === 0 ? line + word : `${line} ${word}`;
    if (words > 0 && longer.length > LINE_WIDTH) {
      lines.push(line);
      line = indent + word;
    } else line = longer;
    words += 1;
  }
  return [...lines, line];
}

/** A part of a report: its title and what stands below it; nothing where there are no lines. */
export const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];
