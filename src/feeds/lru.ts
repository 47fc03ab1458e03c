/** The value for a key, made once and kept until `max` others were used after it. */
export function remember<K, V>(cache: Map<K, V>, key: K, max: number, make: () => V): V {
  const known = cache.get(key);
  const value = known === undefined ? make() : known;
  cache.delete(key);
  cache.set(key, value);
  for (const oldest of cache.keys()) {
    if (cache.size <= max) break;
    cache.delete(oldest);
  }
  return value;
}
