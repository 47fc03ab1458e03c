const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 &'.split('');

/** Every text that is one mistake of typing away: a letter left out, put in, replaced, or swapped with the next. */
export function singleEdits(text: string): string[] {
  const found = new Set<string>();
  const upper = text.toUpperCase();
  for (let place = 0; place <= upper.length; place++) {
    const before = upper.slice(0, place);
    const here = upper.charAt(place);
    const after = upper.slice(place + 1);
    for (const letter of LETTERS) {
      found.add(before + letter + here + after);
      if (here) found.add(before + letter + after);
    }
    if (here) found.add(before + after);
    if (after) found.add(before + after.charAt(0) + here + after.slice(1));
  }
  found.delete(upper);
  return [...found];
}
