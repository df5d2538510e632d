const dayMs = 86_400_000
const seenDays = 30

/** The last 30 days, as the price page and the effect of other prices look at them. */
export function lastDays(nowMs: number): { from: string; to: string; fromNs: string; toNs: string } {
  const fromMs = nowMs - seenDays * dayMs
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(nowMs).toISOString(),
    fromNs: ns(fromMs),
    toNs: ns(nowMs),
  }
}

function ns(ms: number): string {
  return (BigInt(ms) * 1_000_000n).toString()
}
