import type { DiffLine } from './content-diff.ts'

/** A line in one column. `gap` stands for equal lines that are not shown. */
export type UnifiedRow = DiffLine | { type: 'gap'; count: number }
/** The same line on both sides, a changed one beside its successor, or a gap over both. */
export type PairRow = { left: DiffLine | null; right: DiffLine | null } | { type: 'gap'; count: number }

/** Equal lines kept around a change. */
const CONTEXT = 3

/** Long runs of equal lines become a gap. */
export function unifiedRows(lines: readonly DiffLine[], context = CONTEXT): UnifiedRow[] {
  const rows: UnifiedRow[] = []
  let from = 0
  while (from < lines.length) {
    let to = from
    while (to < lines.length && lines[to]?.type === 'same') to += 1
    const head = from === 0 ? 0 : context
    const tail = to === lines.length ? 0 : context
    const hidden = to - from - head - tail
    // A gap takes a line itself.
    if (hidden > 1) {
      rows.push(...lines.slice(from, from + head), { type: 'gap', count: hidden }, ...lines.slice(to - tail, to))
    } else rows.push(...lines.slice(from, to))
    from = to
    while (from < lines.length && lines[from]?.type !== 'same') {
      rows.push(...lines.slice(from, from + 1))
      from += 1
    }
  }
  return rows
}

/** Removed lines stand beside the added lines that took their place. */
export function pairRows(lines: readonly DiffLine[], context = CONTEXT): PairRow[] {
  const rows: PairRow[] = []
  let removed: DiffLine[] = []
  let added: DiffLine[] = []
  const flush = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++) {
      rows.push({ left: removed[index] ?? null, right: added[index] ?? null })
    }
    removed = []
    added = []
  }
  for (const row of unifiedRows(lines, context)) {
    if (row.type === 'removed') removed.push(row)
    else if (row.type === 'added') added.push(row)
    else {
      flush()
      rows.push(row.type === 'gap' ? row : { left: row, right: row })
    }
  }
  flush()
  return rows
}
