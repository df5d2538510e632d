import { describe, expect, test } from 'vitest'
import { agent, assemble, assembleOne, llm, span, tool, traceId, usage } from './test-support.ts'

const plainRun = [
  agent({ id: 'agent', lasts: 10, inputPreview: 'goal' }),
  llm({ id: 'l1', parent: 'agent', at: 1, asks: ['search'] }),
  tool({ id: 't1', parent: 'agent', at: 2, toolName: 'search', toolCallId: 'call-l1-search' }),
  llm({ id: 'l2', parent: 'agent', at: 4, outputPreview: 'done' }),
]

describe('a plain run', () => {
  test('is counted, timed and described', () => {
    const { run, nodes } = assembleOne(plainRun)
    expect(run).toMatchObject({
      runId: traceId, agent: 'agent', steps: 2, llmCalls: 2, failedLlmCalls: 0, toolCalls: 1, toolErrors: 0, endReason: 'completed',
      costUsd: '0.000220000000', costStatus: 'priced', inputPreview: 'goal', outputPreview: 'done', durationNs: 10e9, warnings: [], spanCount: 4,
    }) // prettier-ignore
    expect(run.usage).toEqual(usage(200, 20))
    expect(run.tools).toEqual([{ name: 'search', calls: 1, errors: 0 }])
    expect(nodes.map((node) => [node.spanId, node.depth, node.step])).toEqual([['agent', 0, null], ['l1', 1, 1], ['t1', 1, 1], ['l2', 1, 2]]) // prettier-ignore
    expect(nodes[0]).toMatchObject({
      childCount: 3,
      descendantCount: 3,
      subtreeCostUsd: '0.000220000000',
      subtreeTokens: 220,
    })
  })

  test('a trace of plain spans is no run; one below a web request is', () => {
    expect(assemble([span({ id: 'http' })])).toEqual([])
    const { run } = assembleOne([
      span({ id: 'http', lasts: 99 }),
      agent({ id: 'agent', parent: 'http', lasts: 10 }),
      ...plainRun.slice(1),
    ])
    expect(run).toMatchObject({ agent: 'agent', durationNs: 10e9, spanCount: 5 })
  })

  test('bare SDK calls are runs of their own', () => {
    const runs = assemble([
      llm({ id: 'a', traceId: '1'.repeat(32), asks: ['x'] }),
      llm({ id: 'b', traceId: '2'.repeat(32), at: 3 }),
    ])
    expect(runs.map(({ run }) => [run.runId, run.endReason, run.warnings.map((warning) => warning.code)])).toEqual([
      ['1'.repeat(32), 'completed', ['not_in_a_trace']],
      ['2'.repeat(32), 'completed', ['not_in_a_trace']],
    ])
  })
})
