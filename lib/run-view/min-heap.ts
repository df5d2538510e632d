/** A binary heap: the value with the smallest key leaves first. */
export class MinHeap {
  private readonly keys: number[] = []
  private readonly values: number[] = []

  get minKey(): number {
    return this.keys[0] ?? Number.POSITIVE_INFINITY
  }

  push(key: number, value: number): void {
    let hole = this.keys.length
    while (hole > 0) {
      const above = (hole - 1) >> 1
      if ((this.keys[above] ?? 0) <= key) break
      this.copy(above, hole)
      hole = above
    }
    this.keys[hole] = key
    this.values[hole] = value
  }

  /** Undefined when the heap is empty. */
  pop(): number | undefined {
    const first = this.values[0]
    const key = this.keys.pop()
    const value = this.values.pop()
    if (key === undefined || value === undefined || this.keys.length === 0) return first
    let hole = 0
    for (let below = this.smallerChild(hole); below !== null; below = this.smallerChild(hole)) {
      if ((this.keys[below] ?? 0) >= key) break
      this.copy(below, hole)
      hole = below
    }
    this.keys[hole] = key
    this.values[hole] = value
    return first
  }

  private smallerChild(index: number): number | null {
    const left = 2 * index + 1
    if (left >= this.keys.length) return null
    return (this.keys[left + 1] ?? Number.POSITIVE_INFINITY) < (this.keys[left] ?? 0) ? left + 1 : left
  }

  private copy(from: number, to: number): void {
    this.keys[to] = this.keys[from] ?? 0
    this.values[to] = this.values[from] ?? 0
  }
}
