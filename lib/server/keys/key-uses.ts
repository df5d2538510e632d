import type { KeyUseRow } from '#clickhouse/tables/key-uses.ts'

/** How often it is written that a key is in use. */
const noteMs = 5 * 60_000
/** What comes in together is written together. */
const gatherMs = 1_000

type Options = {
  save: (uses: KeyUseRow[]) => Promise<void>
  /** When a use could not be kept; the next one is tried again. */
  onFailed: (error: unknown) => void
  /** Milliseconds; a parameter for tests. */
  now?: () => number
}

/** Remembers when keys were last used: at most one write each five minutes for a key. No request waits for it. */
export class KeyUses {
  private readonly save: Options['save']
  private readonly onFailed: Options['onFailed']
  private readonly now: () => number
  private readonly notedAt = new Map<string, number>()
  private waiting: KeyUseRow[] = []
  private timer: NodeJS.Timeout | null = null
  private writing: Promise<void> = Promise.resolve()

  constructor({ save, onFailed, now = Date.now }: Options) {
    this.save = save
    this.onFailed = onFailed
    this.now = now
  }

  note({ project, keyId }: { project: string; keyId: string }): void {
    const usedAt = this.now()
    if (usedAt - (this.notedAt.get(keyId) ?? -Infinity) < noteMs) return
    this.notedAt.set(keyId, usedAt)
    this.waiting.push({ project, keyId, usedAt })
    this.timer ??= setTimeout(() => void this.drain(), gatherMs).unref()
  }

  /** Writes what is waiting. Never rejects. */
  drain(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    const uses = this.waiting
    this.waiting = []
    if (uses.length > 0) this.writing = this.writing.then(() => this.write(uses))
    return this.writing
  }

  private async write(uses: KeyUseRow[]): Promise<void> {
    try {
      await this.save(uses)
    } catch (error) {
      for (const { keyId } of uses) this.notedAt.delete(keyId)
      this.onFailed(error)
    }
  }
}
