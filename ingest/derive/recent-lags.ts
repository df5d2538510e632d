import type { WorkerCursor } from '#clickhouse/tables/worker-state.ts'

const windowMs = 60_000
/** Above it a run counts as late. */
const lateMs = 30_000
const maxRemembered = 10_000

/** How long the runs of the last minute took from the write of their record to being stored. */
export class RecentLags {
  private lags: { atMs: number; lagMs: number }[] = []

  add(lagMs: number, atMs: number): void {
    this.lags.push({ atMs, lagMs: Math.max(0, lagMs) })
    if (this.lags.length > 2 * maxRemembered) this.lags = this.lags.slice(-maxRemembered)
  }

  /** Null when no run was stored in that time. */
  summary(nowMs: number): WorkerCursor['recent'] {
    this.lags = this.lags.filter(({ atMs }) => atMs > nowMs - windowMs)
    const sorted = this.lags.map(({ lagMs }) => lagMs).toSorted((a, b) => a - b)
    const p95Ms = sorted[Math.ceil(sorted.length * 0.95) - 1]
    if (p95Ms === undefined) return null
    return { groups: sorted.length, late: sorted.filter((lagMs) => lagMs > lateMs).length, p95Ms }
  }
}
