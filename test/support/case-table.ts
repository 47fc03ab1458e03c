import type { Utterance } from './utterances.js';

/** Reads a table of `class | intent slot=value … | message` lines; values are JSON where they can be, and may have blanks. */
export function caseTable(table: string, prefix: string): Utterance[] {
  return table
    .trim()
    .split('\n')
    .map((line, at) => {
      const [kind = '', expected = '', ...text] = line.split(' | ');
      const [intent = ''] = expected.split(' ');
      const pairs = expected.split(/ (?=[a-z_]+=)/).slice(1);
      const all = Object.fromEntries(
        pairs.map(pair => {
          const cut = pair.indexOf('=');
          return [
            pair.slice(0, cut),
            pair.startsWith('date=') ? pair.slice(5) : valueOf(pair.slice(cut + 1)),
          ];
        }),
      );
      const { about, missing, ...slots } = all;
      return {
        id: `${prefix}${at + 1}`,
        class: kind,
        text: text.join(' | '),
        expect: {
          intent,
          slots,
          ...(typeof about === 'string' && { about }),
          ...(typeof missing === 'string' && { missing: missing.split('+') }),
        },
      };
    });
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
