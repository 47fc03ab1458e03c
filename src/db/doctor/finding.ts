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
  return {
    status: 'fail',
    detail: `could not be looked at: ${reason}`,
    todo: isDisk(reason) ? DISK_TODO : todo,
  };
}

/** A disk that is full or does not answer makes every file look broken: putting a backup back would not help. */
export const isDisk = (reason: string): boolean => /disk I\/O error|disk is full|ENOSPC|EIO/.test(reason);
export const DISK_TODO = 'free space, or look at the disk itself, then run ql doctor again';
