/** Moments in milliseconds since the epoch; the end is not in it. */
export type TimeSpan = { fromMs: number; toMs: number }

/** No two places on earth are further apart by the clock. */
const mostZonesDiffer = 26 * 3_600_000

/**
 * Time between a period and the closed ones beside it that no statement has: what is left out where months of one zone
 * follow on months of another. Longer time is a period of its own that is not closed yet.
 */
export function missedTime({ fromMs, toMs }: TimeSpan, closed: readonly TimeSpan[]): TimeSpan[] {
  const before = Math.max(...closed.map((each) => each.toMs).filter((end) => end <= fromMs))
  const after = Math.min(...closed.map((each) => each.fromMs).filter((begin) => begin >= toMs))
  const beside = [
    { fromMs: before, toMs: fromMs },
    { fromMs: toMs, toMs: after },
  ]
  return beside.filter((gap) => gap.fromMs < gap.toMs && gap.toMs - gap.fromMs <= mostZonesDiffer)
}

/** What is left of a period without the closed ones: a statement of it bills nobody twice. Null for nothing, or for several pieces. */
export function restOf(period: TimeSpan, closed: readonly TimeSpan[]): TimeSpan | null {
  let left = [period]
  for (const { fromMs, toMs } of closed) {
    left = left
      .flatMap((piece) => [
        { fromMs: piece.fromMs, toMs: Math.min(piece.toMs, fromMs) },
        { fromMs: Math.max(piece.fromMs, toMs), toMs: piece.toMs },
      ])
      .filter((piece) => piece.fromMs < piece.toMs)
  }
  const [rest] = left
  return rest === undefined || left.length > 1 ? null : rest
}
