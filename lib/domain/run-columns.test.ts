import { describe, expect, it } from 'vitest'
import { encodeNodes } from './encode-nodes.ts'
import { decodeNodes, RunSpanColumns } from './run-columns.ts'
import type { SpanNode } from './run.ts'
import { unknownUsage } from './usage.ts'

const plain: SpanNode = {
  spanId: 'span',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  parentSpanId: null,
  depth: 0,
  childCount: 0,
  descendantCount: 0,
  source: 'span',
  kind: 'plain',
  operation: '',
  name: 'work',
  label: 'work',
  agent: null,
  startNs: '1763720000000000000',
  durationNs: 0,
  status: 'unset',
  errorType: null,
  errorMessage: null,
  model: null,
  provider: null,
  finishReasons: [],
  timeToFirstTokenNs: null,
  usage: null,
  usageRole: 'none',
  tokenBasis: 'unknown',
  duplicateOf: null,
  costUsd: null,
  costStatus: 'none',
  costReason: null,
  reportedCostUsd: null,
  subtreeCostUsd: null,
  subtreeTokens: 0,
  toolName: null,
  toolCallId: null,
  toolExecuted: true,
  step: null,
  revisitOf: null,
  loop: null,
  inputPreview: '',
  outputPreview: '',
  dialect: 'otel',
  scopeName: '',
  serviceName: '',
  warnings: [],
}

const nodes = Array.from({ length: 40 }, (_, index): SpanNode => ({
  ...plain,
  spanId: `span ${index}`,
  depth: index % 3,
  kind: index % 2 === 0 ? 'llm' : 'tool',
  usage: index % 2 === 0 ? { ...unknownUsage, inputTokens: index % 4 } : null,
  durationNs: index * 1.5,
  // A text that reads like a value of another type is another value.
  agent: index % 5 === 0 ? null : 'null',
  warnings: index === 7 ? [{ code: 'orphan', message: 'alone', spanId: 'span 7' }] : [],
}))

describe('nodes in columns', () => {
  it('come back as they were, over the wire', () => {
    const sent = { runId: 'a', version: 1, count: nodes.length, columns: encodeNodes(nodes), loops: [], totalCount: 40 }
    const received = RunSpanColumns.parse(JSON.parse(JSON.stringify(sent)))
    expect(decodeNodes(received)).toEqual(nodes)
  })

  it('are none without rows', () => {
    expect(decodeNodes({ count: 0, columns: encodeNodes([]) })).toEqual([])
  })

  it.each([
    ['is missing', { depth: undefined }, /Column depth is missing/],
    ['is too short', { depth: { table: [0], rows: [0] } }, /has not 40 rows/],
    [
      'holds what the field does not allow',
      { depth: { table: ['deep'], rows: nodes.map(() => 0) } },
      /expected number/,
    ],
    [
      'names a value that is not there',
      { depth: { table: [0], rows: nodes.map(() => 1) } },
      /value that it does not have/,
    ],
  ])('are refused where a column %s', (_what, change, reason) => {
    const columns = Object.fromEntries(
      Object.entries({ ...encodeNodes(nodes), ...change }).flatMap(([name, column]) =>
        column === undefined ? [] : [[name, column]],
      ),
    )
    expect(() => decodeNodes({ count: nodes.length, columns })).toThrow(reason)
  })
})
