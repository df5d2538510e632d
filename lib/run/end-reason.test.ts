import { describe, expect, test } from 'vitest'
import type { SpanFacts } from '#lib/domain/span.ts'
import { agent, assembleOne, failedLlm, llm, second, span, startOfTest, tool } from './test-support.ts'

describe('end reason', () => {
  const agentSpan = (more: object = {}) => agent({ id: 'a', lasts: 9, ...more })
  const asking = llm({ id: 'l', parent: 'a', at: 1, asks: ['search'] })
  const orphaned = { ...asking, parentSpanId: 'never' }
  const soon = { nowNs: startOfTest + 60n * second }
  const cases: { name: string; spans: SpanFacts[]; more?: object; expected: string }[] = [
    { name: 'completed by an answer', spans: [agentSpan(), llm({ id: 'l', parent: 'a' })], expected: 'completed' },
    { name: 'completed by an agent that ended well', spans: [agentSpan(), asking], expected: 'completed' },
    { name: 'the agent failed', spans: [agentSpan({ status: 'error' }), llm({ id: 'l', parent: 'a' })], expected: 'error' },
    { name: 'the last call failed', spans: [orphaned, failedLlm({ id: 'f', parent: 'never', at: 5 })], expected: 'error' },
    { name: 'a failed call that an answer followed', spans: [agentSpan(), failedLlm({ id: 'f', parent: 'a' }), llm({ id: 'l', parent: 'a', at: 5 })], expected: 'completed' },
    { name: 'cancelled goes first', spans: [agentSpan({ status: 'error', endHint: 'cancelled' }), asking], expected: 'cancelled' },
    { name: 'a cancelled attempt that an answer followed', spans: [agentSpan(), failedLlm({ id: 'f', parent: 'a', endHint: 'cancelled' }), llm({ id: 'l', parent: 'a', at: 5 })], expected: 'completed' },
    { name: 'a nested agent out of steps', spans: [agentSpan(), agent({ id: 'b', parent: 'a', endHint: 'max_steps' }), llm({ id: 'l', parent: 'a', at: 5 })], expected: 'completed' },
    { name: 'out of steps', spans: [agentSpan({ endHint: 'max_steps' }), asking], expected: 'max_steps' },
    { name: 'escalated anywhere', spans: [agentSpan(), span({ id: 'h', parent: 'a', kind: 'handoff', endHint: 'escalated' })], expected: 'escalated' },
    { name: 'a lone tool that worked', spans: [tool({ id: 't' })], expected: 'completed' },
    { name: 'a lone tool that failed', spans: [tool({ id: 't', status: 'error' })], expected: 'error' },
    { name: 'running while young', spans: [orphaned], more: soon, expected: 'running' },
    { name: 'abandoned when the tools never ran', spans: [orphaned], expected: 'abandoned' },
    { name: 'incomplete when they did', spans: [orphaned, tool({ id: 't', parent: 'never', at: 3, toolCallId: 'call-l-search' })], expected: 'incomplete' },
  ] // prettier-ignore

  test.each(cases)('$name', ({ spans, more, expected }) => {
    expect(assembleOne(spans, more).run.endReason).toBe(expected)
  })
})
