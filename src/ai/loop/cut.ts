/** The first letters of a text, without half a letter at the end. */
export const cutText = (text: string, lettersMax: number): string =>
  text.length <= lettersMax ? text : text.slice(0, lettersMax).replace(/[\uD800-\uDBFF]$/, '');
