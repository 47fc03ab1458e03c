export interface Finding {
  status: 'ok' | 'warn' | 'fail';
  detail: string;
  /** What to do about it; always there when the status is not `ok`. */
  todo?: string;
}

export interface Check extends Finding {
  name: string;
}

export interface PlannedCheck {
  name: string;
  run: () => Finding;
  /** What to do when the check itself cannot be made. */
  todo: string;
}

/** What a check that could not be made says. */
export function unseen(error: unknown, todo: string): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return { status: 'fail', detail: `could not be looked at: ${reason}`, todo };
}
