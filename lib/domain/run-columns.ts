import { z } from 'zod'
import { Loop, SpanNode, type RunSpans } from './run.ts'

const Count = z.number().int().nonnegative()

/** The values of one field over all nodes: the value of node i is `table[rows[i]]`, or `table[i]` without `rows`. */
const Column = z.object({ table: z.array(z.unknown()), rows: z.array(Count).nullable() })
type Column = z.infer<typeof Column>

/**
 * Answer of GET /runs/{runId}/spans?shape=columns: the same facts as RunSpans, by field instead of by node.
 * Names are written once and values that repeat once, which makes a large run a quarter of the text.
 */
export const RunSpanColumns = z.object({
  runId: z.string(),
  version: z.number(),
  /** Number of nodes. */
  count: Count,
  /** By field of SpanNode; every field has one. */
  columns: z.record(z.string(), Column),
  loops: z.array(Loop),
  totalCount: Count,
})
export type RunSpanColumns = z.infer<typeof RunSpanColumns>

/** The same answer, read back into nodes. */
export const RunSpansInColumns = RunSpanColumns.transform((answer, context): RunSpans => {
  const { columns: _columns, count: _count, ...rest } = answer
  try {
    return { ...rest, nodes: decodeNodes(answer) }
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : String(error))
    return z.NEVER
  }
})

const fields = Object.entries(SpanNode.shape)

export function encodeNodes(nodes: readonly SpanNode[]): RunSpanColumns['columns'] {
  const rows: readonly Record<string, unknown>[] = nodes
  return Object.fromEntries(
    fields.map(([field]) => [
      field,
      columnOf(
        rows.length,
        rows.map((row) => row[field]),
      ),
    ]),
  )
}

/** Throws where a column is missing, too short or holds what its field does not allow: each distinct value is checked once. */
export function decodeNodes({ columns, count }: Pick<RunSpanColumns, 'columns' | 'count'>): SpanNode[] {
  const nodes: Record<string, unknown>[] = Array.from({ length: count }, () => ({}))
  for (const [field, schema] of fields) {
    const { table, rows } = Column.parse(columns[field])
    const values: unknown[] = z.array(schema).parse(table)
    if ((rows ?? values).length !== count) throw new TypeError(`Column ${field} has not ${count} rows`)
    for (const [index, node] of nodes.entries()) {
      const place = rows?.[index] ?? index
      if (place >= values.length) throw new TypeError(`Column ${field} names a value that it does not have`)
      node[field] = values[place]
    }
  }
  if (!areChecked(nodes)) throw new TypeError('The columns make no nodes')
  return nodes
}

/** Safe: `decodeNodes` has put a checked value into every field of every node. */
function areChecked(nodes: Record<string, unknown>[]): nodes is SpanNode[] {
  return nodes.every((node) => 'spanId' in node)
}

/** With a table where it is worth it: values that hardly repeat are listed as they are. */
function columnOf(count: number, values: readonly unknown[]): Column {
  const places = new Map<unknown, number>()
  const table: unknown[] = []
  const rows: number[] = []
  for (const value of values) {
    const key = typeof value === 'object' && value !== null ? JSON.stringify(value) : value
    let place = places.get(key)
    if (place === undefined) {
      place = table.push(value) - 1
      places.set(key, place)
      if (table.length > count / 2) return { table: [...values], rows: null }
    }
    rows.push(place)
  }
  return { table, rows }
}
