import { z } from 'zod'
import { Loop, SpanNode, type RunSpans } from './run.ts'
import type { Warning } from './span.ts'

const Count = z.number().int().nonnegative()

/** The values of one field over all nodes: the value of node i is `table[rows[i]]`, or `table[i]` without `rows`. */
const Column = z.object({
  // The values are checked by their field's own schema, each distinct one once.
  table: z.custom<unknown[]>(Array.isArray, 'a list of values'),
  rows: z.custom<number[]>(isListOfPlaces, 'a list of places in the table').nullable(),
})
export type Column = z.infer<typeof Column>

/**
 * Answer of GET /runs/{runId}/spans?shape=columns: the same facts as RunSpans, by field instead of by node.
 * Names are written once and values that repeat once, which makes a large run a quarter of the text. A warning whose
 * `spanId` is '' is about its own node.
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

const fieldsOfNode = SpanNode.shape
/** Stands for the node itself in its warnings: with its id each would be a value of its own. */
export const itself = ''

/** Throws where a column is missing, too short or holds what its field does not allow: each distinct value is checked once. */
export function decodeNodes({ columns, count }: Pick<RunSpanColumns, 'columns' | 'count'>): SpanNode[] {
  const reader = <T>(field: string, schema: z.ZodType<T>) => columnReader(field, columns[field], schema, count)
  const spanId = reader('spanId', fieldsOfNode.spanId)
  const traceId = reader('traceId', fieldsOfNode.traceId)
  const parentSpanId = reader('parentSpanId', fieldsOfNode.parentSpanId)
  const depth = reader('depth', fieldsOfNode.depth)
  const childCount = reader('childCount', fieldsOfNode.childCount)
  const descendantCount = reader('descendantCount', fieldsOfNode.descendantCount)
  const source = reader('source', fieldsOfNode.source)
  const kind = reader('kind', fieldsOfNode.kind)
  const operation = reader('operation', fieldsOfNode.operation)
  const name = reader('name', fieldsOfNode.name)
  const label = reader('label', fieldsOfNode.label)
  const agent = reader('agent', fieldsOfNode.agent)
  const startNs = reader('startNs', fieldsOfNode.startNs)
  const durationNs = reader('durationNs', fieldsOfNode.durationNs)
  const status = reader('status', fieldsOfNode.status)
  const errorType = reader('errorType', fieldsOfNode.errorType)
  const errorMessage = reader('errorMessage', fieldsOfNode.errorMessage)
  const model = reader('model', fieldsOfNode.model)
  const provider = reader('provider', fieldsOfNode.provider)
  const finishReasons = reader('finishReasons', fieldsOfNode.finishReasons)
  const timeToFirstTokenNs = reader('timeToFirstTokenNs', fieldsOfNode.timeToFirstTokenNs)
  const usage = reader('usage', fieldsOfNode.usage)
  const usageRole = reader('usageRole', fieldsOfNode.usageRole)
  const tokenBasis = reader('tokenBasis', fieldsOfNode.tokenBasis)
  const duplicateOf = reader('duplicateOf', fieldsOfNode.duplicateOf)
  const costUsd = reader('costUsd', fieldsOfNode.costUsd)
  const costStatus = reader('costStatus', fieldsOfNode.costStatus)
  const costReason = reader('costReason', fieldsOfNode.costReason)
  const reportedCostUsd = reader('reportedCostUsd', fieldsOfNode.reportedCostUsd)
  const subtreeCostUsd = reader('subtreeCostUsd', fieldsOfNode.subtreeCostUsd)
  const subtreeTokens = reader('subtreeTokens', fieldsOfNode.subtreeTokens)
  const toolName = reader('toolName', fieldsOfNode.toolName)
  const toolCallId = reader('toolCallId', fieldsOfNode.toolCallId)
  const toolExecuted = reader('toolExecuted', fieldsOfNode.toolExecuted)
  const step = reader('step', fieldsOfNode.step)
  const revisitOf = reader('revisitOf', fieldsOfNode.revisitOf)
  const loop = reader('loop', fieldsOfNode.loop)
  const inputPreview = reader('inputPreview', fieldsOfNode.inputPreview)
  const outputPreview = reader('outputPreview', fieldsOfNode.outputPreview)
  const dialect = reader('dialect', fieldsOfNode.dialect)
  const scopeName = reader('scopeName', fieldsOfNode.scopeName)
  const serviceName = reader('serviceName', fieldsOfNode.serviceName)
  const warnings = reader('warnings', fieldsOfNode.warnings)
  // Written out: objects made with all their fields at once are several times faster to make than by name.
  return Array.from({ length: count }, (_, row) => ({
    spanId: spanId(row),
    traceId: traceId(row),
    parentSpanId: parentSpanId(row),
    depth: depth(row),
    childCount: childCount(row),
    descendantCount: descendantCount(row),
    source: source(row),
    kind: kind(row),
    operation: operation(row),
    name: name(row),
    label: label(row),
    agent: agent(row),
    startNs: startNs(row),
    durationNs: durationNs(row),
    status: status(row),
    errorType: errorType(row),
    errorMessage: errorMessage(row),
    model: model(row),
    provider: provider(row),
    finishReasons: finishReasons(row),
    timeToFirstTokenNs: timeToFirstTokenNs(row),
    usage: usage(row),
    usageRole: usageRole(row),
    tokenBasis: tokenBasis(row),
    duplicateOf: duplicateOf(row),
    costUsd: costUsd(row),
    costStatus: costStatus(row),
    costReason: costReason(row),
    reportedCostUsd: reportedCostUsd(row),
    subtreeCostUsd: subtreeCostUsd(row),
    subtreeTokens: subtreeTokens(row),
    toolName: toolName(row),
    toolCallId: toolCallId(row),
    toolExecuted: toolExecuted(row),
    step: step(row),
    revisitOf: revisitOf(row),
    loop: loop(row),
    inputPreview: inputPreview(row),
    outputPreview: outputPreview(row),
    dialect: dialect(row),
    scopeName: scopeName(row),
    serviceName: serviceName(row),
    warnings: withOwnId(warnings(row), spanId(row)),
  }))
}

function withOwnId(warnings: Warning[], spanId: string): Warning[] {
  if (warnings.length === 0) return warnings
  return warnings.map((each) => (each.spanId === itself ? { ...each, spanId } : each))
}

function columnReader<T>(
  field: string,
  column: Column | undefined,
  schema: z.ZodType<T>,
  count: number,
): (row: number) => T {
  if (column === undefined) throw new TypeError(`Column ${field} is missing`)
  const values = column.table
  checkAll(schema, values)
  const { rows } = column
  if ((rows ?? values).length !== count) throw new TypeError(`Column ${field} has not ${count} rows`)
  if (rows?.some((place) => place >= values.length))
    throw new TypeError(`Column ${field} names a value that it does not have`)
  // oxlint-disable-next-line typescript/no-non-null-assertion -- every place was checked to be in the table
  return (row) => values[rows?.[row] ?? row]!
}

/** From here on a table is free values: texts, times, amounts. */
const longTable = 1_000

/** Throws at a value that is none. Of a long table's texts and numbers one each speaks for all; objects are checked singly. */
function checkAll<T>(schema: z.ZodType<T>, values: unknown[]): asserts values is T[] {
  const checked = new Set<string>()
  for (const value of values) {
    const type = value === null ? 'null' : typeof value
    if (values.length >= longTable && checked.has(type)) continue
    schema.parse(value)
    if (type !== 'object') checked.add(type)
  }
}

/** One loop over plain numbers: a schema per number would cost more than all the rest. */
function isListOfPlaces(value: unknown): boolean {
  return Array.isArray(value) && value.every((place) => Number.isInteger(place) && place >= 0)
}
