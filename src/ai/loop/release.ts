import { cutText } from './cut.js';
import type { SentenceCheck } from './parts.js';
import { withoutLinks } from './links.js';
import { nowMs, type Turn } from './turn.js';

/** The text of one answer on its way to the person. */
export interface Release {
  pending: { text: string };
  check: SentenceCheck | null;
  /** Sentences from the first struck one on: they wait for what becomes of it. */
  held: { sentence: string; figures: readonly string[] }[];
  began: boolean;
}

/** @param check null for the offline assistant, whose words are ours and not a model's */
export const openRelease = (check: SentenceCheck | null): Release => ({
  pending: { text: '' },
  check,
  held: [],
  began: false,
});

/** Takes the next piece of a stream, and shows what is whole and true of it. */
export function takePiece(turn: Turn, release: Release, piece: string, ended: boolean): void {
  const { whole, pending } = turn.parts.distrust.sentencesOf(release.pending, piece, ended);
  release.pending = pending;
  for (const sentence of whole) takeSentence(turn, release, sentence);
}

function takeSentence(turn: Turn, release: Release, raw: string): void {
  const sentence = withoutLinks(turn.parts.distrust.stripInvisible(raw));
  // After a struck sentence nothing more is shown, but all is looked at: it may be all that is left to show.
  const figures = release.check?.(sentence) ?? [];
  if (figures.length > 0 && turn.strikes.length < turn.limits.strikesKept)
    turn.strikes.push({ figures: figures.slice(0, 10).map(figure => cutText(figure, 60)) });
  if (figures.length > 0 || release.held.length > 0) release.held.push({ sentence, figures });
  else show(turn, release, sentence);
}

function show(turn: Turn, release: Release, sentence: string): void {
  if (turn.cut || turn.signal.aborted) return;
  const isBlank = sentence.trim() === '';
  if (!release.began && isBlank) return;
  const gap = !release.began && turn.shown !== '' && !/\s$/.test(turn.shown) ? '\n\n' : '';
  const room = turn.limits.replyLettersMax - turn.shown.length - gap.length;
  if (sentence.length > room) {
    turn.cut = true;
    turn.notes.push('The answer was longer than what I may show at once: ask for the part that is missing.');
    return;
  }
  release.began = true;
  turn.shown += gap + sentence;
  if (isBlank) return;
  turn.firstTextMs ??= nowMs(turn) - turn.startedAt;
  turn.growing?.(turn.shown.trimEnd());
}

/** Shows what is true of the sentences that waited, and leaves the struck ones out for good. */
export function showHeld(turn: Turn, release: Release): void {
  if (release.held.some(({ figures }) => figures.length > 0)) turn.replaced = true;
  for (const { sentence, figures } of release.held) if (figures.length === 0) show(turn, release, sentence);
  release.held = [];
}
