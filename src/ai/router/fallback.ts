import { isRetryable, type LlmError } from '../llm.js';

/** What has happened in a turn that another provider could not take back. */
export interface TurnProgress {
  /** Whether any text of the answer was shown. */
  shown: boolean;
  /** Whether a tool has changed something or raised a card. */
  changed: boolean;
}

/** Whether another provider may take over after a failed call: it must not say, or do, a second time what was said or done. */
export const fallbackAllowed = (error: LlmError, { shown, changed }: TurnProgress): boolean =>
  isRetryable(error) && !shown && !changed;
