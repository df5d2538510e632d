/** A value that is loaded again when it is older than `maxAgeMs`. A failed load is not kept. */
export class CachedValue<Value> {
  private readonly load: () => Promise<Value>
  private readonly maxAgeMs: number
  private loaded: { value: Promise<Value>; atMs: number } | null = null

  constructor(load: () => Promise<Value>, maxAgeMs: number) {
    this.load = load
    this.maxAgeMs = maxAgeMs
  }

  get(maxAgeMs = this.maxAgeMs): Promise<Value> {
    const nowMs = Date.now()
    if (this.loaded !== null && nowMs - this.loaded.atMs < maxAgeMs) return this.loaded.value
    const loaded = { value: this.load(), atMs: nowMs }
    this.loaded = loaded
    loaded.value.catch(() => {
      if (this.loaded === loaded) this.loaded = null
    })
    return loaded.value
  }
}
