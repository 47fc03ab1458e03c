import type { Chart } from '../domain/reply.js';

export { drawText } from './chart/text.js';

/**
 * The chart as a PNG. What draws it is loaded when the first chart is asked for: the service starts without it.
 * @throws RangeError where the picture is larger than a platform takes
 */
export async function drawPng(chart: Chart): Promise<Buffer> {
  return (await import('./chart/png.js')).drawPng(chart);
}
