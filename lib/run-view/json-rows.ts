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
  /** `more` stands for the entries of its container that are not listed yet. */
  kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null' | 'more'
  /** The value is a string that holds JSON; its inside is shown. */
  embedded: boolean
  /** Entries of an object or array; for `more` those left out. */
  size: number
  /** Null for what cannot be opened. */
  open: boolean | null
}

type Pending = { key: JsonKey | null; path: readonly JsonKey[]; value: unknown; left?: number }

/** Entries listed of one object or array before the reader asks for more. */
export const ENTRY_LIMIT = 200

/**
 * The visible rows of a JSON value, top down. The root's own row is left out when it is a container.
 * `limits` holds, by the id of a container, how many of its entries are listed.
 */
export function jsonRows(
  root: unknown,
  expansion: Expansion,
  limits: ReadonlyMap<string, number> = noLimits,
): JsonRow[] {
  const rows: JsonRow[] = []
  const pending: Pending[] = entriesOf(root, [], limits) ?? [{ key: null, path: [], value: root }]
  pending.reverse()
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.left !== undefined) {
      rows.push(moreRow(next.path, next.left))
      continue
    }
    const { row, inside } = rowOf(next, expansion)
    rows.push(row)
    if (row.open !== true) continue
    const entries = entriesOf(inside, row.path, limits) ?? []
    for (let i = entries.length - 1; i >= 0; i--) {
      const entry = entries[i]
      if (entry !== undefined) pending.push(entry)
    }
  }
  return rows
}

/** Levels to open at first: fewer where that many would fill screens. */
export function levelsThatFit(value: unknown, levels: number, maxRows: number): number {
  let level = levels
  while (level > 0 && jsonRows(value, { level, flipped: new Set() }).length > maxRows) level -= 1
  return level
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

const noLimits: ReadonlyMap<string, number> = new Map()

function rowOf({ key, path, value }: Pending, expansion: Expansion): { row: JsonRow; inside: unknown } {
  const embedded = typeof value === 'string' ? parseEmbedded(value) : null
  const inside = embedded === null ? value : embedded.value
  const size = sizeOf(inside)
  const id = pathId(path)
  const depth = Math.max(0, path.length - 1)
  const open = size === 0 ? null : isOpen(expansion, id, depth)
  return { row: { id, path, depth, key, value, kind: kindOf(inside), embedded: embedded !== null, size, open }, inside }
}

/** Its `path` is the container's. */
function moreRow(path: readonly JsonKey[], left: number): JsonRow {
  const id = `${pathId(path)}/+`
  return { id, path, depth: path.length, key: null, value: null, kind: 'more', embedded: false, size: left, open: null }
}

/** Unique in the tree: a JSON pointer (RFC 6901). */
export function pathId(path: readonly JsonKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The listed entries of a container, and what stands for the rest; null for other values. */
function entriesOf(value: unknown, path: readonly JsonKey[], limits: ReadonlyMap<string, number>): Pending[] | null {
  if (typeof value !== 'object' || value === null) return null
  const limit = limits.get(pathId(path)) ?? ENTRY_LIMIT
  const entries: Pending[] = Array.isArray(value)
    ? value.slice(0, limit).map((entry: unknown, index) => ({ key: index, path: [...path, index], value: entry }))
    : Object.entries(value)
        .slice(0, limit)
        .map(([key, entry]) => ({ key, path: [...path, key], value: entry }))
  const left = sizeOf(value) - entries.length
  return left > 0 ? [...entries, { key: null, path, value: null, left }] : entries
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
