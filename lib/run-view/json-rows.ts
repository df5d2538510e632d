import { isOpen, type Expansion } from './expansion.ts'
import { parseEmbedded } from './parse-json.ts'

export type JsonKey = string | number

export type JsonRow = {
  /** Unique within the tree. */
  id: string
  path: readonly JsonKey[]
  depth: number
  /** Null for the root. */
  key: JsonKey | null
  value: unknown
  kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'
  /** The value is a string that holds JSON; its inside is shown. */
  embedded: boolean
  /** Entries of an object or array. */
  size: number
  /** Null for what cannot be opened. */
  open: boolean | null
}

type Pending = { key: JsonKey | null; path: readonly JsonKey[]; value: unknown }

/** The visible rows of a JSON value, top down. The root's own row is left out when it is a container. */
export function jsonRows(root: unknown, expansion: Expansion): JsonRow[] {
  const rows: JsonRow[] = []
  const pending: Pending[] = entriesOf(root, []) ?? [{ key: null, path: [], value: root }]
  pending.reverse()
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { row, inside } = rowOf(next, expansion)
    rows.push(row)
    if (row.open === true) {
      const entries = entriesOf(inside, row.path) ?? []
      for (let i = entries.length - 1; i >= 0; i--) {
        const entry = entries[i]
        if (entry !== undefined) pending.push(entry)
      }
    }
  }
  return rows
}

/** A path as a person would type it: `messages[0].content`. */
export function formatJsonPath(path: readonly JsonKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`
      if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `[${JSON.stringify(key)}]`
      return index === 0 ? key : `.${key}`
    })
    .join('')
}

function rowOf({ key, path, value }: Pending, expansion: Expansion): { row: JsonRow; inside: unknown } {
  const embedded = typeof value === 'string' ? parseEmbedded(value) : null
  const inside = embedded === null ? value : embedded.value
  const kind = kindOf(inside)
  const size = sizeOf(inside)
  const id = path.map((part) => `/${String(part).replaceAll('/', '~1')}`).join('')
  const depth = Math.max(0, path.length - 1)
  const open = size === 0 ? null : isOpen(expansion, id, depth)
  return { row: { id, path, depth, key, value, kind, embedded: embedded !== null, size, open }, inside }
}

function entriesOf(value: unknown, path: readonly JsonKey[]): Pending[] | null {
  if (Array.isArray(value))
    return value.map((entry: unknown, index) => ({ key: index, path: [...path, index], value: entry }))
  if (typeof value !== 'object' || value === null) return null
  return Object.entries(value).map(([key, entry]) => ({ key, path: [...path, key], value: entry }))
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}

function kindOf(value: unknown): JsonRow['kind'] {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  switch (typeof value) {
    case 'object':
      return 'object'
    case 'number':
    case 'bigint':
      return 'number'
    case 'boolean':
      return 'boolean'
    default:
      return 'string'
  }
}
