import { describe, expect, test } from 'vitest'
import { agent, assembleOne, byId, llm } from './test-support.ts'

describe('damaged trees', () => {
  test('orphans are roots with a note, remote parents are plain roots', () => {
    const assembled = assembleOne([
      agent({ id: 'a', parent: 'gone' }),
      agent({ id: 'b', parent: 'far', parentIsRemote: true, at: 1 }),
    ])
    expect(byId(assembled, (node) => [node.parentSpanId, node.warnings.map((warning) => warning.code)])).toEqual({
      a: [null, ['orphan']],
      b: [null, []],
    })
  })

  test('cycles are cut at their earliest span', () => {
    const { nodes, run } = assembleOne([
      agent({ id: 'b', parent: 'c', at: 1 }),
      agent({ id: 'c', parent: 'b', at: 2 }),
      agent({ id: 'self', parent: 'self', at: 3 }),
      llm({ id: 'tail', parent: 'c', at: 4 }),
    ])
    expect(nodes.map((node) => [node.spanId, node.depth])).toEqual([['b', 0], ['c', 1], ['tail', 2], ['self', 0]]) // prettier-ignore
    expect(run.warnings).toEqual([
      expect.objectContaining({ code: 'cycle', message: expect.stringContaining('(2 times)') }),
    ])
  })

  test('of two versions of a span the longer one counts, and it is said', () => {
    const { run, nodes } = assembleOne([agent({ id: 'a', lasts: 5 }), agent({ id: 'a', lasts: 0 })])
    expect(nodes).toHaveLength(1)
    expect(run).toMatchObject({ durationNs: 5e9, warnings: [{ code: 'conflicting_span_versions' }] })
  })
})
