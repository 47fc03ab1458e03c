/** Every bound of the terminal. */
export const TERMINAL_LIMITS = {
  columnsMin: 24,
  columnsMax: 120,
  /** Where the width is not known, as in a pipe. */
  columnsUsual: 80,
  /** Buttons that can still be pressed by their label. */
  buttonsKept: 60,
  chartFilesKept: 50,
  linesRemembered: 500,
  spinnerMs: 120,
  /** Two presses of Ctrl+C within this leave. */
  leaveMs: 2_000,
  inputLineBytesMax: 4 * 1024 * 1024,
  /** Lines of a pipe that are read ahead while one is answered. */
  readAheadMax: 100,
} as const;
