import { describe, expect, it } from 'vitest'
import { sampleNode } from '#lib/run-view/sample-node.ts'
import { decodeNodes, encodeNodes, RunSpanColumns } from './run-columns.ts'
import { unknownUsage } from './usage.ts'

const nodes = Array.from({ length: 40 }, (_, index) =>
  sampleNode({
    spanId: `span ${index}`,
    depth: index % 3,
    kind: index % 2 === 0 ? 'llm' : 'tool',
    usage: index % 2 === 0 ? { ...unknownUsage, inputTokens: index % 4 } : null,
    durationNs: index * 1.5,
    // A text that reads like a value of another type is another value.
    agent: index % 5 === 0 ? null : 'null',
    warnings: index === 7 ? [{ code: 'orphan', message: 'alone', spanId: 'span 7' }] : [],
  }),
)

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
    ['is missing', { depth: undefined }],
    ['is too short', { depth: { table: [0], rows: [0] } }],
    ['holds what the field does not allow', { depth: { table: ['deep'], rows: nodes.map(() => 0) } }],
    ['names a value that is not there', { depth: { table: [0], rows: nodes.map(() => 1) } }],
  ])('are refused where a column %s', (_what, change) => {
    const columns = Object.fromEntries(
      Object.entries({ ...encodeNodes(nodes), ...change }).flatMap(([name, column]) =>
        column === undefined ? [] : [[name, column]],
      ),
    )
    expect(() => decodeNodes({ count: nodes.length, columns })).toThrow()
  })
})
