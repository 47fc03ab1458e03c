/** Parts of the benchmark of turns, by what they are about. */
export const TURN_PARTS = ['turn', 'tools', 'latency', 'start', 'memory'] as const;
export type TurnPart = (typeof TURN_PARTS)[number];
