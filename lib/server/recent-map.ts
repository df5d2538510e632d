type Entry<Value> = { value: Value; weight: number }

/** Keeps the most recently used values, bounded by number and weight. A promise that fails is not kept. */
export class RecentMap<Value extends Promise<unknown>> {
  private readonly entries = new Map<string, Entry<Value>>()
  private readonly maxEntries: number
  private readonly maxWeight: number

  constructor({ maxEntries, maxWeight }: { maxEntries: number; maxWeight: number }) {
    this.maxEntries = maxEntries
    this.maxWeight = maxWeight
  }

  get(key: string, weight: number, create: () => Value): Value {
    const known = this.entries.get(key)
    const entry = known ?? { value: create(), weight }
    this.entries.delete(key)
    this.entries.set(key, entry)
    if (known === undefined) {
      entry.value.catch(() => this.entries.delete(key))
      this.evict()
    }
    return entry.value
  }

  private evict(): void {
    let total = 0
    for (const { weight } of this.entries.values()) total += weight
    for (const [key, { weight }] of this.entries) {
      if (this.entries.size <= 1 || (this.entries.size <= this.maxEntries && total <= this.maxWeight)) return
      this.entries.delete(key)
      total -= weight
    }
  }
}
