import { askNext } from './ask.js';
import { showHeld } from './release.js';
import { runCalls } from './tool-calls.js';
import type { Ending, Step, Turn } from './turn.js';

/** What the model is told of a struck sentence. Figures are repeated, so that it sees which; nothing of it is shown. */
const asideOf = (figures: readonly string[]): string =>
  [
    '[From the service, not from the person] Your last message was not shown from the first sentence with an unproven figure on.',
    `Not in any result of this turn: ${figures.slice(0, 10).join(', ')}.`,
    'Write that part again, from that sentence on, with figures from the results only, or without figures. Do not mention this note.',
  ].join(' ');

/** Models and tools by turns, until there is an answer or a bound is met. */
export async function runTurn(turn: Turn): Promise<Ending> {
  for (;;) {
    // `askNext` counts the calls and ends this.
    const asked = await askNext(turn);
    if (!asked.ok) return asked.ending;
    const { answer, candidate, release } = asked;
    const step: Step = { text: answer.text, candidate, replay: answer.replay, results: [] };
    turn.steps.push(step);
    if (answer.calls.length > 0) {
      // What was struck beside a call was said before the results were there: the next answer comes from them.
      release.held = [];
      await runCalls(turn, step, answer.calls);
      continue;
    }
    const struck = release.held.flatMap(({ figures }) => figures);
    const canAgain = !turn.regenerated && turn.modelCalls < turn.limits.modelCallsMax;
    if (struck.length > 0 && canAgain) {
      turn.regenerated = true;
      turn.asides.set(turn.steps.length - 1, asideOf(struck));
      const before = turn.shown;
      const again = await runTurn(turn);
      // Without a second attempt that can be shown, it is what was true of the first one.
      if (turn.shown === before) showHeld(turn, release);
      return again === 'answered' || again === 'bounds' || again === 'limit' || again === 'failed'
        ? 'answered'
        : again;
    }
    showHeld(turn, release);
    if (answer.stop === 'length') turn.notes.push('The answer was cut at its longest. Ask me to go on.');
    return 'answered';
  }
}
