/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting half (Hanley and McNeil
 * 1982). 0.5 where there is nothing to compare. O((p + n) log n).
 */
export function auc(positives: ArrayLike<number>, negatives: ArrayLike<number>): number {
  if (positives.length === 0 || negatives.length === 0) return 0.5;
  const sorted = Float64Array.from(negatives).sort();
  let sum = 0;
  for (let i = 0; i < positives.length; i++) {
    sum += countBelow(sorted, positives[i]!, false) + countBelow(sorted, positives[i]!, true);
  }
  return sum / 2 / sorted.length / positives.length;
}

/** How many of the sorted values lie below a value, or, with `orEqual`, not above it. */
function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
