const nanosPerSecond = 1_000_000_000n

/** Seconds since the epoch that a DateTime can say: until 2106-02-07 06:28:15. A DateTime64 goes further. */
export const maxDateTime = 2 ** 32 - 1

/** Nanoseconds since the epoch (decimal text) as ClickHouse reads a DateTime64(9) in UTC. */
export function dateTime64Of(nanos: string): string {
  const value = BigInt(nanos)
  const fraction = ((value % nanosPerSecond) + nanosPerSecond) % nanosPerSecond
  const seconds = (value - fraction) / nanosPerSecond
  return `${dateTimeOf(Number(seconds))}.${fraction.toString().padStart(9, '0')}`
}

/** Seconds since the epoch as `YYYY-MM-DD hh:mm:ss` in UTC. */
export function dateTimeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
}

/** The full hour that contains `nanos`, or the last one that a DateTime can say, in seconds since the epoch. */
export function hourOf(nanos: string): number {
  const seconds = Math.min(Number(BigInt(nanos) / nanosPerSecond), maxDateTime)
  return seconds - (((seconds % 3600) + 3600) % 3600)
}
