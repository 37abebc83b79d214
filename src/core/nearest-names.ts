/** Levenshtein's distance, cut to what short names need. O(a·b). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
};

/** The names that someone who typed `wanted` may have meant: those that contain it, or are a few letters away. */
export const nearestNames = (wanted: string, names: readonly string[]): string[] => {
  const key = wanted.slice(0, 64).toLowerCase();
  return names
    .map((name) => {
      const other = name.toLowerCase();
      const part = key.length >= 3 && (other.includes(key) || key.includes(other));
      return { name, distance: part ? 0 : distance(key, other), limit: Math.max(2, Math.floor(key.length / 3)) };
    })
    .filter((candidate) => candidate.distance <= candidate.limit)
    .sort((a, b) => a.distance - b.distance)
    .map((candidate) => candidate.name);
};
