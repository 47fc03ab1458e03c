export type Row = Record<string, unknown>;
/** A valid row of each table; `n` makes its keys its own. */
export type Examples = Record<string, (n: number) => Row>;

/** A Fernet token by its shape only: what the schema can see of one. */
export const SEALED = `gAAAAAB${'x'.repeat(92)}=`;
export const HEX = 'a'.repeat(64);
export const PERSON = 'PERSON1';
export const DAY = '2026-11-23';

export const day = (n: number) => new Date(Date.UTC(2000, 0, 1 + (n % 40_000))).toISOString().slice(0, 10);
export const person = (n: number) => `P${n}`;
export const id = (n: number) => `ID${n}`;
export const symbol = (n: number) => `SYM${n}`;
