import { itself, type Column, type RunSpanColumns } from './run-columns.ts'
import type { SpanNode } from './run.ts'
import type { Warning } from './span.ts'

/** Written out: a property that is read by its own code is several times faster than one that is read by name. */
const readers: { [Field in keyof SpanNode]: (node: SpanNode) => SpanNode[Field] } = {
  spanId: (node) => node.spanId,
  traceId: (node) => node.traceId,
  parentSpanId: (node) => node.parentSpanId,
  depth: (node) => node.depth,
  childCount: (node) => node.childCount,
  descendantCount: (node) => node.descendantCount,
  source: (node) => node.source,
  kind: (node) => node.kind,
  operation: (node) => node.operation,
  name: (node) => node.name,
  label: (node) => node.label,
  agent: (node) => node.agent,
  startNs: (node) => node.startNs,
  durationNs: (node) => node.durationNs,
  status: (node) => node.status,
  errorType: (node) => node.errorType,
  errorMessage: (node) => node.errorMessage,
  model: (node) => node.model,
  provider: (node) => node.provider,
  finishReasons: (node) => node.finishReasons,
  timeToFirstTokenNs: (node) => node.timeToFirstTokenNs,
  usage: (node) => node.usage,
  usageRole: (node) => node.usageRole,
  tokenBasis: (node) => node.tokenBasis,
  duplicateOf: (node) => node.duplicateOf,
  costUsd: (node) => node.costUsd,
  costStatus: (node) => node.costStatus,
  costReason: (node) => node.costReason,
  reportedCostUsd: (node) => node.reportedCostUsd,
  subtreeCostUsd: (node) => node.subtreeCostUsd,
  subtreeTokens: (node) => node.subtreeTokens,
  toolName: (node) => node.toolName,
  toolCallId: (node) => node.toolCallId,
  toolExecuted: (node) => node.toolExecuted,
  step: (node) => node.step,
  revisitOf: (node) => node.revisitOf,
  loop: (node) => node.loop,
  inputPreview: (node) => node.inputPreview,
  outputPreview: (node) => node.outputPreview,
  dialect: (node) => node.dialect,
  scopeName: (node) => node.scopeName,
  serviceName: (node) => node.serviceName,
  warnings: (node) => withoutOwnId(node),
}

export function encodeNodes(nodes: readonly SpanNode[]): RunSpanColumns['columns'] {
  return Object.fromEntries(Object.entries(readers).map(([field, read]) => [field, columnOf(nodes, read)]))
}

function withoutOwnId({ warnings, spanId }: SpanNode): Warning[] {
  if (warnings.length === 0) return warnings
  return warnings.map((each) => (each.spanId === spanId ? { ...each, spanId: itself } : each))
}

/** With a table where it is worth it: values that hardly repeat are listed as they are. */
function columnOf(nodes: readonly SpanNode[], read: (node: SpanNode) => unknown): Column {
  const places = new Map<unknown, number>()
  const table: unknown[] = []
  const rows: number[] = []
  let last: { value: unknown; place: number } | null = null
  for (const node of nodes) {
    const value = read(node)
    if (last === null || last.value !== value) {
      const key = typeof value === 'object' && value !== null ? JSON.stringify(value) : value
      let place = places.get(key)
      if (place === undefined) {
        place = table.push(value) - 1
        places.set(key, place)
        if (table.length > nodes.length / 2) return { table: nodes.map(read), rows: null }
      }
      last = { value, place }
    }
    rows.push(last.place)
  }
  return { table, rows }
}
