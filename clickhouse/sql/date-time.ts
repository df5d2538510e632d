const nanosPerSecond = 1_000_000_000n

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

/** The full hour that contains `nanos`, in seconds since the epoch. */
export function hourOf(nanos: string): number {
  const seconds = Number(BigInt(nanos) / nanosPerSecond)
  return seconds - (((seconds % 3600) + 3600) % 3600)
}
