import { describe, expect, it } from 'vitest'
import { factsOf } from './test-support.ts'

const scope = '@arizeai/openinference-instrumentation-openai-agents'

describe('the workflow name of the OpenAI Agents SDK', () => {
  it.each([
    ['the trace', { parentSpanId: '', attributes: { 'openinference.span.kind': 'AGENT' } }, 'refunds'],
    [
      'the task that is left when the run throws',
      {
        attributes: { 'openinference.span.kind': 'CHAIN' },
        status: { code: 2, message: 'Error in agent run: {"error":"x"}' },
      },
      'refunds',
    ],
    ['an agent', { attributes: { 'openinference.span.kind': 'AGENT', 'graph.node.id': 'refunds' } }, ''],
    ['a custom span', { attributes: { 'openinference.span.kind': 'CHAIN' } }, ''],
  ])('%s gives feature "%3$s"', (_what, span, feature) => {
    expect(factsOf({ name: 'refunds', scope, ...span }).identity.feature).toBe(feature)
  })

  it('is unknown for the default name, and not read from other emitters', () => {
    const root = { parentSpanId: '', attributes: { 'openinference.span.kind': 'AGENT' } }
    expect(factsOf({ name: 'Agent workflow', scope, ...root }).identity.feature).toBe('')
    expect(
      factsOf({ name: 'refunds', scope: 'openinference.instrumentation.langchain', ...root }).identity.feature,
    ).toBe('')
  })
})
