/** A map that forgets what was set longest ago once it holds too much. */
export interface Recent<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
}

export function recent<V>(most: number): Recent<V> {
  const kept = new Map<string, V>();
  return {
    get: key => kept.get(key),
    set: (key, value) => {
      kept.delete(key);
      kept.set(key, value);
      const oldest = kept.keys().next();
      if (kept.size > most && !oldest.done) kept.delete(oldest.value);
    },
  };
}
