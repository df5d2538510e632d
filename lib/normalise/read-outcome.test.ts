import { describe, expect, it } from 'vitest'
import { factsOf } from './test-support.ts'

describe('the outcome of a task', () => {
  it.each([
    ['an attribute of its own', { 'app.outcome': 'resolved' }],
    ['AI SDK metadata', { 'ai.operationId': 'ai.generateText', 'ai.telemetry.metadata.outcome': 'resolved' }],
    [
      'Traceloop properties',
      { 'traceloop.span.kind': 'workflow', 'traceloop.association.properties.outcome': 'resolved' },
    ],
    ['OpenInference metadata', { 'openinference.span.kind': 'AGENT', metadata: '{"outcome":"resolved"}' }],
  ])('is read from %s', (_what, attributes) => {
    expect(factsOf({ attributes }).outcome).toBe('resolved')
  })

  it('is unknown when nothing says it', () => {
    expect(factsOf({ attributes: { 'gen_ai.operation.name': 'invoke_agent' } }).outcome).toBe('')
  })
})

describe('an escalation', () => {
  it.each([
    ['escalate_to_human', true],
    ['escalate', true],
    ['transfer_to_human', true],
    ['handoff_to_person', true],
    ['transfer_to_billing', false],
    ['transfer', false],
    ['transfer_money', false],
    ['search', false],
  ])('by the tool %s: %s', (tool, escalates) => {
    const attributes = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': tool }
    expect(factsOf({ attributes }).endHint).toBe(escalates ? 'escalated' : '')
  })

  it('is told by the outcome, and not by a tool that failed', () => {
    const agent = { 'gen_ai.operation.name': 'invoke_agent', 'app.outcome': 'escalated' }
    expect(factsOf({ attributes: agent }).endHint).toBe('escalated')
    const tool = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'escalate_to_human' }
    expect(factsOf({ attributes: tool, status: { code: 2, message: 'down' } }).endHint).toBe('')
  })
})
