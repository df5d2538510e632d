/** What leads to a group: one of its traces, or a coding CLI's session. */
export type Seed = { project: string; traceId: string; dialect: string; session: string }

/** A group that waits for its assembly. */
export type PendingGroup = {
  key: string
  seed: Seed
  /** Milliseconds since the epoch: when the oldest change that is not derived yet was written. */
  sinceMs: number
  /** Not before. */
  dueMs: number
  /** Records that the changes brought, about. */
  changed: number
  failures: number
}

type Assembled = { atMs: number; spans: number }

const smallPauseMs = 1_000
const pauses = [
  { moreThanSpans: 10_000, pauseMs: 10_000 },
  { moreThanSpans: 2_000, pauseMs: 5_000 },
]
/** A group that keeps failing waits this long at most, and stops holding the cursor after `holdFailures`. */
const maxBackoffMs = 600_000
const holdFailures = 6
const rememberMs = 60_000

/** Groups that changed: each at most once, the oldest first, large ones not too often. */
export class GroupQueue {
  private readonly pending = new Map<string, PendingGroup>()
  private readonly assembled = new Map<string, Assembled>()

  get size(): number {
    return this.pending.size
  }

  /** `changed`: how many records the change brought. */
  add(seed: Seed, sinceMs: number, nowMs: number, changed = 1): void {
    const key = seedKey(seed)
    const waiting = this.pending.get(key)
    if (waiting !== undefined) {
      waiting.sinceMs = Math.min(waiting.sinceMs, sinceMs)
      waiting.changed += changed
      return
    }
    this.pending.set(key, { key, seed, sinceMs, dueMs: this.nextDueMs(key, nowMs), changed, failures: 0 })
  }

  /** Takes groups that are due, at most `maxGroups` and about `maxSpans` spans, always at least one. */
  take(nowMs: number, maxGroups: number, maxSpans: number): PendingGroup[] {
    const batch: PendingGroup[] = []
    let spans = 0
    for (const group of this.pending.values()) {
      if (group.dueMs > nowMs) continue
      const size = Math.max(this.assembled.get(group.key)?.spans ?? 1, group.changed)
      if (batch.length > 0 && spans + size > maxSpans) continue
      batch.push(group)
      spans += size
      if (batch.length >= maxGroups) break
    }
    for (const { key } of batch) this.pending.delete(key)
    return batch
  }

  /** The assembly of a group of `spans` spans is stored. */
  done(key: string, spans: number, nowMs: number): void {
    this.assembled.set(key, { atMs: nowMs, spans })
  }

  /** Puts groups back unchanged: the store was away, or the worker stops. */
  putBack(groups: readonly PendingGroup[], dueMs: number): void {
    for (const group of groups) this.pending.set(group.key, { ...group, dueMs })
  }

  /** The group itself cannot be assembled: it waits, twice as long each time, and blocks nobody. */
  failed(group: PendingGroup, nowMs: number): void {
    const failures = group.failures + 1
    const dueMs = nowMs + Math.min(maxBackoffMs, 1_000 * 2 ** failures)
    this.pending.set(group.key, { ...group, failures, dueMs })
  }

  /** Whether the group still counts as unfinished. */
  isWaiting(seed: Seed): boolean {
    return (this.pending.get(seedKey(seed))?.failures ?? holdFailures) < holdFailures
  }

  /** When the oldest change that still counts as unfinished was written; null when there is none. */
  oldestMs(): number | null {
    let oldest: number | null = null
    for (const group of this.pending.values()) {
      if (group.failures < holdFailures && (oldest === null || group.sinceMs < oldest)) oldest = group.sinceMs
    }
    return oldest
  }

  /** When the next group is due; null when none waits. */
  nextDue(): number | null {
    let next: number | null = null
    for (const group of this.pending.values()) if (next === null || group.dueMs < next) next = group.dueMs
    return next
  }

  /** The clock was set by so much: pauses stay as long as they were. */
  clockMoved(byMs: number): void {
    for (const group of this.pending.values()) group.dueMs += byMs
    for (const last of this.assembled.values()) last.atMs += byMs
  }

  forget(nowMs: number): void {
    for (const [key, { atMs }] of this.assembled) if (atMs < nowMs - rememberMs) this.assembled.delete(key)
  }

  private nextDueMs(key: string, nowMs: number): number {
    const last = this.assembled.get(key)
    if (last === undefined) return nowMs
    const pause = pauses.find(({ moreThanSpans }) => last.spans > moreThanSpans)
    return Math.max(nowMs, last.atMs + (pause?.pauseMs ?? smallPauseMs))
  }
}

/** A session of a coding CLI is one group whatever its traces; everything else goes by trace. */
export function seedKey({ project, traceId, dialect, session }: Seed): string {
  return session === ''
    ? `${project}\u0000trace\u0000${traceId}`
    : `${project}\u0000session\u0000${dialect}\u0000${session}`
}
