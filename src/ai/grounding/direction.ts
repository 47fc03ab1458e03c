const word = (words: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${words})(?![\\p{L}])`, 'giu');

const DOWN = word(
  'down|downs|loss|losses|losing|lose|loses|lost|fell|fall|falls|fallen|falling|dropped|drop|drops|dropping|declined?|declines|declining|decrease[sd]?|decreasing|lower|shed|sheds|slipped|slips|slipping|slid|slides|tumbled|plunged|sank|negative|minus|red|below|weaker|eroded|drawdown|dip|dipped|dips|nuksaa?n|ghata|ghaata|gira|giri|gire|girawat|giravat|gir|neeche|niche|kam|ghata|paid|pay|outflow|debited|spent|lagging|lagged|underperformed|underwater|behind|corrected|correction|cheaper|took away|dragged|नुकसान|घाटा|गिरा|गिरावट|नीचे',
);
const UP = word(
  'up|profit|profits|profitable|gain|gains|gained|gaining|rose|rise|rises|risen|rising|higher|climbed|climbs|climbing|jumped|jumps|surged|surges|rallied|rallies|advanced|increase[sd]?|increasing|grew|grown|grows|added|positive|green|plus|above|munafa|munaafa|fayda|faayda|badha|badhi|badhe|badhat|upar|oopar|chadha|earned|made|contributed|outperformed|ahead|recovered|मुनाफा|मुनाफ़ा|फायदा|बढ़ा|ऊपर',
);
const NEUTRAL =
  /stop[- ]?loss(?:es)?|p ?& ?l|(?:profits?|gains?)(?: ?(?:and|or|&|\/) ?)(?:loss(?:es)?)|daily loss limit|loss limit|max(?:imum)? (?:daily )?loss|over the|up to|over (?:a|an|this|last|past)\b|above average|so far|follow(?:ed)? up|set up|sum up|made up|makes? up|cut ?down|break ?down|(?:gira|ghata)?r?wat nahi/giu;

export type Direction = 'up' | 'down' | undefined;

const lastAt = (pattern: RegExp, text: string): number => {
  let at = -1;
  for (const match of text.matchAll(pattern)) at = match.index;
  return at;
};
const firstAt = (pattern: RegExp, text: string): number => {
  const at = text.search(pattern);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
};

/** Which way the words before a figure say it went (the nearest counts), or those after it when the ones before are silent. */
export function directionOf(before: string, following: string): Direction {
  // “A loss of above ₹500”: before a figure these are hedges.
  const led = before.replace(NEUTRAL, ' ').replace(/\b(?:above|below)\b/gi, ' ');
  const [up, down] = [lastAt(UP, led), lastAt(DOWN, led)];
  if (up !== down) return up > down ? 'up' : 'down';
  const trail = following.replace(NEUTRAL, ' ');
  const [upNext, downNext] = [firstAt(UP, trail), firstAt(DOWN, trail)];
  if (upNext === downNext) return undefined;
  return upNext < downNext ? 'up' : 'down';
}

/** Whether anything in the text speaks of a fall or a loss. */
export const speaksOfLoss = (text: string): boolean =>
  firstAt(DOWN, text.replace(NEUTRAL, ' ')) < Number.POSITIVE_INFINITY;

/** Fields whose sign says which way something went, and those that count a loss as a positive figure. */
const SIGNED = new Set([
  'pnl',
  'change',
  'return',
  'returns',
  'gain',
  'profit',
  'growth',
  'alpha',
  'cagr',
  'flow',
  'net',
  'mtm',
]);
const LOSSES = new Set([
  'loss',
  'losses',
  'drawdown',
  'var',
  'charges',
  'limit',
  'shortfall',
  'risk',
  'downside',
  'max',
]);

export const isSigned = (words: readonly string[]): boolean =>
  words.some(name => SIGNED.has(name)) && !words.some(name => LOSSES.has(name) || name === 'deposits');
export const isLoss = (words: readonly string[]): boolean => words.some(name => LOSSES.has(name));
