import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { BarChart, CandlestickChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from '../../domain/reply.js';
import { CHART_LIMITS } from './limits.js';
import { optionOf } from './option.js';
import { bounded } from './thin.js';

// A TTF file: resvg draws no text with woff, and the fonts of a machine may lack the rupee sign.
const FONT = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
);

let parts: boolean | undefined;

/** The chart as SVG with text in it. */
export function drawSvg(chart: Chart): string {
  if (!parts) {
    use([
      BarChart,
      CandlestickChart,
      LineChart,
      GridComponent,
      LegendComponent,
      MarkLineComponent,
      TitleComponent,
      SVGRenderer,
    ]);
    parts = true;
  }
  const { widthPx: width, heightPx: height } = CHART_LIMITS;
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    drawing.setOption(optionOf(bounded(chart)));
    return drawing.renderToSVGString();
  } finally {
    // Otherwise its timers keep the process alive.
    drawing.dispose();
  }
}

/**
 * The chart as a PNG of `CHART_LIMITS` pixels, dark on light, for a phone.
 * @throws RangeError where the picture is larger than a platform takes
 */
export function drawPng(chart: Chart): Buffer {
  const { widthPx, scale, pngBytesMax } = CHART_LIMITS;
  const picture = new Resvg(drawSvg(chart), {
    font: { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'Noto Sans' },
    fitTo: { mode: 'width', value: widthPx * scale },
  });
  const png = picture.render().asPng();
  if (png.length > pngBytesMax)
    throw new RangeError(`a picture of ${png.length} bytes: at most ${pngBytesMax}`);
  return png;
}
