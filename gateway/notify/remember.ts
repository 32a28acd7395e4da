/** Keeps the newest of what is remembered by key; the oldest is forgotten where there are more than `most`. */
export const remember = <Value>(all: Map<string, Value>, key: string, value: Value, most: number): void => {
  all.delete(key);
  all.set(key, value);
  const [oldest] = all.keys();
  if (all.size > most && oldest !== undefined) all.delete(oldest);
};
