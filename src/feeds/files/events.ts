import { LEVELS } from '../../domain/market/rows.js';
import { dateCell, decimalCell, fail, oneOfCell, optionalWordsCell, textCell, wordsCell } from './cells.js';
import { type Column, csvFormat, type Line } from './format.js';
import { LIMITS } from './limits.js';

function eventTypeCell(line: Line, column: Column): string {
  const type = textCell(line, column);
  if (!/^[a-z0-9_]{1,40}$/.test(type))
    fail(line, column, 'not an event type such as rbi_policy: 1 to 40 of a-z, 0-9, _');
  return type;
}

function sectorsCell(line: Line, column: Column): readonly string[] {
  const words = optionalWordsCell(line, column, 2000);
  const sectors = (words ?? '').split(';').map(sector => sector.trim());
  if (words === null) return [];
  if (sectors.length > LIMITS.sectorsMax || sectors.some(sector => sector === '' || sector.length > 100))
    fail(
      line,
      column,
      `not a list of up to ${LIMITS.sectorsMax} sectors with ; between them, each up to 100 characters`,
    );
  return sectors;
}

/** Our own format for news that no price file holds. Several sectors are separated by semicolons; blank is none. */
export const events = csvFormat({
  name: 'events',
  title: 'market events: date, type, title, impact, sectors, reaction, confidence',
  subject: 'in_lines',
  required: [
    'event_date',
    'event_type',
    'event_title',
    'impact_level',
    'affected_sectors',
    'market_reaction',
    'confidence_score',
  ],
  reader: at => line => ({
    kind: 'event',
    eventDate: dateCell(line, at.event_date),
    eventType: eventTypeCell(line, at.event_type),
    eventTitle: wordsCell(line, at.event_title, 300),
    impactLevel: oneOfCell(line, at.impact_level, LEVELS),
    affectedSectors: sectorsCell(line, at.affected_sectors),
    marketReaction: optionalWordsCell(line, at.market_reaction, 500),
    confidenceScore: decimalCell(line, at.confidence_score, 0, 1),
  }),
});
