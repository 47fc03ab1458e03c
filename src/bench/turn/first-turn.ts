// A process that answers one turn, and says what it took. Each side loads nothing of the other.

interface Spec {
  who: 'product' | 'bare';
  folder: string;
  /** The data folder of the product. */
  data?: string;
  baseUrl: string;
  tools: number;
}

const { who, folder, data, baseUrl, tools } = JSON.parse(process.argv[2] ?? '{}') as Spec;

async function productFirst(): Promise<() => Promise<void>> {
  const { openProduct, sessionsOf } = await import('./product.js');
  const product = await openProduct(data ?? '', baseUrl, tools);
  const [first = 0] = sessionsOf(product, 'bench');
  await product.turn(first, true);
  return () => product.close();
}

async function bareFirst(): Promise<() => Promise<void>> {
  const { bareClient, bareTurn, requestOf } = await import('./bare.js');
  await bareTurn(bareClient(baseUrl), requestOf(folder, tools), true);
  return () => Promise.resolve();
}

const close = await (who === 'product' ? productFirst() : bareFirst());
const { user, system } = process.cpuUsage();
const rssMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ cpuMs: (user + system) / 1000, rssMb }));
await close();
process.exit(0);
