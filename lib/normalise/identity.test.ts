import { describe, expect, it } from 'vitest'
import { factsOf } from './test-support.ts'

type Case = [title: string, attributes: Record<string, unknown>]

const all = { tenant: 'acme', feature: 'support', taskType: 'triage', user: 'u1', session: 's1' }

/** The same identity where each emitter offers a place for it. */
const cases: Case[] = [
  [
    'our own keys',
    {
      'app.tenant.id': 'acme',
      'app.feature': 'support',
      'app.task_type': 'triage',
      'user.id': 'u1',
      'session.id': 's1',
    },
  ],
  [
    'plain names',
    { 'tenant.id': 'acme', feature: 'support', 'task.type': 'triage', 'user.id': 'u1', 'gen_ai.conversation.id': 's1' },
  ],
  [
    'OpenInference',
    { metadata: '{"tenant_id":"acme","feature":"support","task_type":"triage","user_id":"u1"}', 'session.id': 's1' },
  ],
  [
    'metadata encoded twice',
    {
      metadata: JSON.stringify(
        '{"tenant_id":"acme","feature":"support","task_type":"triage","user_id":"u1","thread_id":"s1"}',
      ),
    },
  ],
  ['AI SDK 6', flat('ai.telemetry.metadata.')],
  ['AI SDK 7', flat('ai.settings.context.')],
  ['Langfuse', flat('langfuse.trace.metadata.')],
  ['Mastra', flat('mastra.metadata.')],
  ['Traceloop', snake('traceloop.association.properties.')],
  [
    'LangSmith, whose session id is the project',
    { ...snake('langsmith.metadata.'), 'langsmith.trace.session_id': 'project' },
  ],
  [
    'LiteLLM’s Python documents',
    {
      'metadata.requester_metadata': "{'tenant': 'acme', 'feature': 'support', 'task_type': 'triage'}",
      'llm.user': 'u1',
      'session.id': 's1',
    },
  ],
  [
    'Genkit',
    {
      'genkit:metadata:context':
        '{"auth":{"userId":"u1","tenantId":"acme"},"feature":"support","taskType":"triage","sessionId":"s1"}',
    },
  ],
]

describe('readIdentity', () => {
  it.each(cases)('%s', (_title, attributes) => {
    expect(factsOf({ attributes }).identity).toMatchObject(all)
  })

  it('prefers the span to its resource and says where a value came from', () => {
    const { identity } = factsOf({
      attributes: { 'tenant.id': 'acme' },
      resource: { 'tenant.id': 'platform', 'deployment.environment.name': 'prod', 'service.version': '1.4.0' },
    })
    expect(identity).toMatchObject({ tenant: 'acme', environment: 'prod', release: '1.4.0' })
    expect(identity.sources).toEqual({
      tenant: 'tenant.id',
      environment: 'resource:deployment.environment.name',
      release: 'resource:service.version',
    })
  })

  it('does not guess the feature from names', () => {
    expect(factsOf({ name: 'checkout', attributes: { 'traceloop.workflow.name': 'checkout' } }).identity.feature).toBe(
      '',
    )
  })
})

describe('tags', () => {
  it.each([
    ['a list', { 'langfuse.trace.tags': ['billing', 'prod'] }],
    ['JSON', { 'tag.tags': '["billing","prod"]' }],
    ['joined by commas', { 'langsmith.span.tags': 'billing, prod' }],
  ])('%s', (_title, attributes) => {
    expect(factsOf({ attributes }).tags).toEqual(['billing', 'prod'])
  })
})

function flat(prefix: string): Record<string, string> {
  const values = { tenantId: 'acme', feature: 'support', taskType: 'triage', userId: 'u1', sessionId: 's1' }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]))
}

function snake(prefix: string): Record<string, string> {
  const values = { tenant_id: 'acme', feature: 'support', task_type: 'triage', user_id: 'u1', session_id: 's1' }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]))
}
