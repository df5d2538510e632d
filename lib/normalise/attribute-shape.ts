import type { KeyValue } from '#lib/domain/otlp.ts'

/** Longer lists are not shared: they hold flattened conversations, and hardly two are alike. */
const maxSharedKeys = 64
/** Keys come from outside: when this many lists and beginnings of lists are known, all are forgotten. */
const maxKnown = 20_000

/**
 * The keys of an attribute list, each once. The spans of one emitter have few different lists, so
 * what depends on keys alone is found out once: which of some hundred names are there, and where.
 */
export class AttributeShape {
  readonly keys: readonly string[]
  /** For each entry of the list the position of its key. */
  readonly slots: readonly number[]
  private readonly positions = new Map<string, number>()
  private readonly prefixes = new Map<string, boolean>()
  private readonly present = new Map<readonly string[], readonly number[]>()

  constructor(list: readonly KeyValue[]) {
    this.slots = list.map(({ key }) => {
      const position = this.positions.get(key) ?? this.positions.size
      this.positions.set(key, position)
      return position
    })
    this.keys = [...this.positions.keys()]
  }

  positionOf(key: string): number | undefined {
    return this.positions.get(key)
  }

  hasPrefix(prefix: string): boolean {
    const known = this.prefixes.get(prefix)
    if (known !== undefined) return known
    const has = this.keys.some((key) => key.startsWith(prefix))
    this.prefixes.set(prefix, has)
    return has
  }

  /** Where those of `names` stand that are there, in the order of `names`, which must be a constant: it is remembered. */
  presentOf(names: readonly string[]): readonly number[] {
    const known = this.present.get(names)
    if (known !== undefined) return known
    const positions = names.flatMap((name) => this.positions.get(name) ?? [])
    this.present.set(names, positions)
    return positions
  }
}

/** A beginning of key lists; what follows on it is found key by key. */
class Beginning {
  shape: AttributeShape | null = null
  /** Nearly every beginning goes on in one way only. */
  private key = ''
  private only: Beginning | null = null
  private others: Map<string, Beginning> | null = null

  after(key: string): Beginning {
    if (this.only !== null && this.key === key) return this.only
    const known = this.others?.get(key)
    if (known !== undefined) return known
    knownCount += 1
    const next = new Beginning()
    if (this.only === null) {
      this.key = key
      this.only = next
    } else {
      this.others ??= new Map()
      this.others.set(key, next)
    }
    return next
  }
}

let start = new Beginning()
let knownCount = 0

/** The shape of a list: the same one for the same keys in the same order. */
export function shapeOf(list: readonly KeyValue[]): AttributeShape {
  if (list.length > maxSharedKeys) return new AttributeShape(list)
  if (knownCount > maxKnown) {
    start = new Beginning()
    knownCount = 0
  }
  let beginning = start
  for (const { key } of list) beginning = beginning.after(key)
  beginning.shape ??= new AttributeShape(list)
  return beginning.shape
}
