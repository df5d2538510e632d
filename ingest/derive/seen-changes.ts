/** Rows of one trace or session that one write brought; `count` grows while the write is still arriving. */
export type Change = {
  source: 'span' | 'log' | 'score'
  project: string
  traceId: string
  dialect: string
  session: string
  /** Milliseconds since the epoch, the database's clock. */
  writtenAtMs: number
  count: number
}

/**
 * Remembers which changes were taken, because every scan reads the last minute again:
 * an insert may become visible after a later one.
 */
export class SeenChanges {
  private readonly counts = new Map<string, { count: number; writtenAtMs: number }>()

  /** The changes that are new, or that hold more rows than when they were taken. */
  take(changes: readonly Change[]): Change[] {
    return changes.filter((change) => {
      const key = changeKey(change)
      if ((this.counts.get(key)?.count ?? 0) >= change.count) return false
      this.counts.set(key, { count: change.count, writtenAtMs: change.writtenAtMs })
      return true
    })
  }

  /** Forgets what no scan will read again. */
  forgetBefore(writtenAtMs: number): void {
    for (const [key, seen] of this.counts) if (seen.writtenAtMs < writtenAtMs) this.counts.delete(key)
  }

  get size(): number {
    return this.counts.size
  }
}

function changeKey({ source, project, traceId, dialect, session, writtenAtMs }: Change): string {
  return [source, project, traceId, dialect, session, writtenAtMs].join('\u0000')
}
