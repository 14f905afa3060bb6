/** The value below which a share of the others lies (0.5: the median, 0.99: p99), by nearest rank. 0 for none. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export const median = (values: ArrayLike<number>): number => percentile(values, 0.5);
