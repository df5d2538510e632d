import { describe, expect, test } from 'vitest'
import type { SeenToolResult, SpanFacts } from '#lib/domain/span.ts'
import { agent, assembleOne, failedLlm, llm, tool } from './test-support.ts'

const result = (more: Partial<SeenToolResult> = {}): SeenToolResult => ({
  id: '',
  name: 'search',
  argumentsHash: 'h',
  resultHash: 'r',
  isError: false,
  isExecuted: true,
  ...more,
})

describe('tools that left no span', () => {
  const cases: { name: string; spans: SpanFacts[]; calls: number; errors?: number }[] = [
    { name: 'a bare call’s results', spans: [llm({ id: 'l', toolResultsSeen: [result(), result({ id: 'c2', isError: true })] })], calls: 2, errors: 1 },
    { name: 'not what was refused', spans: [llm({ id: 'l', toolResultsSeen: [result({ isExecuted: false })] })], calls: 0 },
    { name: 'not a transfer to another agent', spans: [llm({ id: 'l', toolResultsSeen: [result({ name: 'transfer_to_billing' })] })], calls: 0 },
    { name: 'once, when a failed call is tried again', spans: [agent({ id: 'a', lasts: 9 }), failedLlm({ id: 'f', parent: 'a', messagesHash: 'm', toolResultsSeen: [result()] }), llm({ id: 'l', parent: 'a', at: 3, messagesHash: 'm', toolResultsSeen: [result()] })], calls: 1 },
    { name: 'not beside an emitter that records its tools', spans: [agent({ id: 'a', lasts: 9 }), tool({ id: 't', parent: 'a', toolName: 'search' }), llm({ id: 'l', parent: 'a', at: 3, toolResultsSeen: [result({ id: 'other' })] })], calls: 1 },
    { name: 'not where bare tools stand in traces of their own', spans: [llm({ id: 'l', dialect: 'langfuse', toolResultsSeen: [result()] })], calls: 0 },
    { name: 'asked for before a call whose input is not recorded', spans: [agent({ id: 'a', lasts: 9 }), llm({ id: 'l1', parent: 'a', asks: ['search', 'transfer_to_billing'] }), failedLlm({ id: 'f', parent: 'a', at: 3 })], calls: 1 },
    { name: 'once, when that call’s retry shows the result', spans: [agent({ id: 'a', lasts: 9 }), llm({ id: 'l1', parent: 'a', asks: ['search'] }), failedLlm({ id: 'f', parent: 'a', at: 3 }), llm({ id: 'l2', parent: 'a', at: 5, messagesHash: 'm', toolResultsSeen: [result()] })], calls: 1 },
    { name: 'not asked for and never followed by another call', spans: [agent({ id: 'a', lasts: 9 }), llm({ id: 'l1', parent: 'a', asks: ['search'] })], calls: 0 },
    { name: 'not asked for before a call that was given no result', spans: [agent({ id: 'a', lasts: 9 }), llm({ id: 'l1', parent: 'a', asks: ['search'] }), llm({ id: 'l2', parent: 'a', at: 3, messagesHash: 'm' })], calls: 0 },
    {
      name: 'the failed one of an emitter that loses those',
      spans: [
        agent({ id: 'a', lasts: 30 }),
        llm({ id: 'l1', parent: 'a', dialect: 'traceloop', asks: ['search'] }),
        llm({ id: 'l2', parent: 'a', at: 5, dialect: 'traceloop', asks: ['search'], toolResultsSeen: [result({ id: 'c1' })] }),
        tool({ id: 't', parent: 'a', at: 7, toolName: 'search' }),
        llm({ id: 'l3', parent: 'a', at: 9, dialect: 'traceloop', toolResultsSeen: [result({ id: 'c2' })] }),
      ],
      calls: 2, errors: 1,
    },
  ] // prettier-ignore

  test.each(cases)('$name', ({ spans, calls, errors = 0 }) => {
    expect(assembleOne(spans).run).toMatchObject({ toolCalls: calls, toolErrors: errors })
  })

  test('are said to be known only from a result', () => {
    const { run } = assembleOne([llm({ id: 'l', toolResultsSeen: [result()] })])
    expect(run.tools).toEqual([{ name: 'search', calls: 1, errors: 0 }])
    expect(run.warnings.map((warning) => warning.code)).toEqual(['not_in_a_trace', 'tool_without_span'])
  })
})

test('a failed tool whose result says that it was refused did not run', () => {
  const { run } = assembleOne([
    agent({ id: 'a', lasts: 30 }),
    llm({ id: 'l1', parent: 'a', asks: ['search'] }),
    tool({ id: 't1', parent: 'a', at: 2, toolName: 'search', status: 'error' }),
    llm({
      id: 'l2',
      parent: 'a',
      at: 5,
      asks: ['search'],
      toolResultsSeen: [result({ isExecuted: false, isError: true })],
    }),
    tool({ id: 't2', parent: 'a', at: 7, toolName: 'search' }),
  ])
  expect(run).toMatchObject({ toolCalls: 1, toolErrors: 0 })
})
