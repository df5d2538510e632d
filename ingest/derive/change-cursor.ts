import type { ChangeWindow } from '#clickhouse/queries/changes/changed-groups.ts'

/** Inserts time out after 30 s, so twice that is enough for every one to become visible. */
const overlapMs = 60_000
/** Looked at again after a start: what was derived and not yet stored when the process ended. */
const startOverlapMs = 900_000
/** What has just been written is looked at often; the whole overlap every `wideEveryMs`. */
const recentMs = 3_000
const wideEveryMs = 10_000
/** Catching up goes in windows of this size, so that memory stays bounded. */
const catchUpMs = 600_000

/** Where the scan over `written_at` stands. All times are milliseconds since the epoch. */
export class ChangeCursor {
  /** Everything written up to here was scanned at least once. */
  private scannedMs: number
  /** When the last whole overlap was read; one that could not be read is due again at once. */
  private wideAtMs = 0
  private isWide = false
  /** After the clock was set: the time that writers who do not know it yet still write in, and how long that may last. */
  private aside: { window: ChangeWindow; lastMs: number } | null = null

  /** `savedMs`: the cursor of the process before; null begins with the first record. */
  constructor(savedMs: number | null) {
    this.scannedMs = savedMs === null ? 0 : Math.max(0, savedMs - startOverlapMs)
  }

  get positionMs(): number {
    return this.scannedMs
  }

  /** Everything that was acknowledged up to here was scanned; 0 before the first time. */
  get wholeToMs(): number {
    return this.wideAtMs
  }

  /** Whether there may be more to scan right away than the last minutes. */
  isBehind(nowMs: number): boolean {
    return nowMs - this.scannedMs > catchUpMs
  }

  /** Jumps over a time in which nothing was written. */
  skipTo(writtenAtMs: number): void {
    this.scannedMs = Math.max(this.scannedMs, writtenAtMs - 1)
  }

  /** The window to scan now. Clocks of several writers may be a little ahead of ours. */
  nextWindow(nowMs: number): ChangeWindow {
    this.isWide = !this.isBehind(nowMs) && nowMs - this.wideAtMs >= wideEveryMs
    if (this.isBehind(nowMs)) return { sinceMs: this.scannedMs, untilMs: this.scannedMs + catchUpMs }
    const overlap = this.isWide ? overlapMs : recentMs
    return { sinceMs: Math.max(0, this.scannedMs - overlap), untilMs: nowMs + overlapMs }
  }

  /** A second window to scan beside the present; null but for a while after the clock was set. */
  asideWindow(nowMs: number): ChangeWindow | null {
    if (this.aside !== null && nowMs > this.aside.lastMs) this.aside = null
    return this.aside?.window ?? null
  }

  /** The clock that stamps what is written was set: what comes next may lie before what was scanned. */
  clockMoved(fromMs: number, toMs: number): void {
    // A start begins that much before what its predecessor had reached.
    const window = { sinceMs: fromMs - overlapMs, untilMs: fromMs + startOverlapMs + 2 * overlapMs }
    this.aside = { window, lastMs: toMs + 2 * overlapMs }
    this.scannedMs = Math.max(0, Math.min(this.scannedMs, toMs - overlapMs))
    this.wideAtMs = 0
  }

  /** The window was scanned and its changes are queued. */
  advance(window: ChangeWindow, nowMs: number): void {
    if (this.isWide) this.wideAtMs = nowMs
    this.scannedMs = Math.max(this.scannedMs, Math.min(window.untilMs, nowMs))
  }

  /** Changes written before this are in no later scan. */
  forgetBeforeMs(): number {
    return Math.min(this.scannedMs - 2 * overlapMs, this.aside?.window.sinceMs ?? Infinity)
  }
}
