/** How long a sign of life of ingest holds, milliseconds: it gives one every 15 s. */
const leaseMs = 40_000
/** A nudge follows its write at once, but a scan may come between them. */
const graceMs = 5_000
/** Somebody else writes too: what they write must not wait. */
const doubtMs = 600_000

/**
 * Whether every write is announced by a nudge, as ingest does it on the same machine: then looking for others can be
 * rare. Times are steady milliseconds.
 */
export class AnnouncedWrites {
  private heardMs = -Infinity
  private nudgedMs = -Infinity
  private foundMs = -Infinity
  private missedMs = -Infinity

  /** Ingest lives and reaches this worker. */
  heard(nowMs: number): void {
    this.heardMs = nowMs
  }

  nudged(nowMs: number): void {
    this.heardMs = nowMs
    this.nudgedMs = nowMs
  }

  /** A scan found something that was written since the start. */
  found(nowMs: number): void {
    this.noteMiss(nowMs)
    this.foundMs = nowMs
  }

  areAll(nowMs: number): boolean {
    this.noteMiss(nowMs)
    return this.isNudged() && nowMs - this.heardMs < leaseMs && nowMs - this.missedMs > doubtMs
  }

  private isNudged(): boolean {
    return this.nudgedMs >= this.foundMs - graceMs
  }

  private noteMiss(nowMs: number): void {
    if (!this.isNudged() && nowMs - this.foundMs > graceMs) this.missedMs = nowMs
  }
}
