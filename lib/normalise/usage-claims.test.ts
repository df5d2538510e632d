import { describe, expect, it } from 'vitest'
import { factsOf, type SpanCase } from './test-support.ts'

const cases: SpanCase[] = [
  [
    'usage on an agent is a repetition',
    {
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.system': 'openai',
        'gen_ai.usage.input_tokens': 120,
      },
    },
    { kind: 'agent', usageClaim: 'aggregate' },
  ],
  [
    'usage of a Strands agent grows over its life',
    {
      scope: 'strands.telemetry.tracer',
      attributes: { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.usage.input_tokens': 9000 },
    },
    { kind: 'agent', usageClaim: 'cumulative' },
  ],
  [
    'usage of a CrewAI agent grows over the crew',
    {
      attributes: {
        'traceloop.span.kind': 'agent',
        'crewai.agent.role': 'Researcher',
        'gen_ai.usage.input_tokens': 4200,
      },
    },
    { kind: 'agent', usageClaim: 'cumulative' },
  ],
  [
    'the AI SDK root repeats its calls',
    {
      scope: 'ai',
      attributes: {
        'ai.operationId': 'ai.streamText',
        'ai.telemetry.functionId': 'support',
        'ai.usage.inputTokens': 2100,
      },
    },
    { kind: 'agent', agentName: 'support', usageClaim: 'aggregate' },
  ],
  [
    'embedding wrappers of the AI SDK',
    { scope: 'ai', attributes: { 'ai.operationId': 'ai.embed', 'ai.usage.tokens': 4 } },
    { kind: 'step', usageClaim: 'aggregate' },
  ],
  [
    'a price list that did not load',
    {
      scope: 'openlit.instrumentation.openai',
      attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.cost': 0 },
    },
    { reportedCostUsd: '' },
  ],
  [
    'a reported cost',
    {
      scope: 'openlit.instrumentation.openai',
      attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.cost': 0.0384 },
    },
    { reportedCostUsd: '0.0384' },
  ],
]

describe('usage and cost, and whether they may be summed', () => {
  it.each(cases)('%s', (_title, span, expected) => {
    expect(factsOf(span)).toMatchObject(expected)
  })
})
