import { describe, expect, test } from 'vitest'
import { agent, assembleOne, llm, span } from './test-support.ts'

describe('identity', () => {
  const tenant = (value: string, source = 'tenant.id') => ({ tenant: value, sources: { tenant: source } })
  const cases = [
    { name: 'the topmost agent’s own', spans: [agent({ id: 'a', lasts: 9, identity: tenant('own') }), llm({ id: 'l', parent: 'a', identity: tenant('leaf') })], expected: 'own' },
    { name: 'an ancestor’s', spans: [span({ id: 'http', lasts: 9, identity: tenant('above') }), agent({ id: 'a', parent: 'http' }), llm({ id: 'l', parent: 'a', identity: tenant('leaf') })], expected: 'above' },
    { name: 'the one value of the trace', spans: [agent({ id: 'a', lasts: 9 }), llm({ id: 'l', parent: 'a', identity: tenant('leaf') })], expected: 'leaf' },
    { name: 'before the resource’s', spans: [agent({ id: 'a', lasts: 9, identity: tenant('res', 'resource:tenant.id') }), llm({ id: 'l', parent: 'a', identity: tenant('leaf') })], expected: 'leaf' },
    { name: 'a supposed one where nothing is said', spans: [agent({ id: 'a', lasts: 9, identity: tenant('guess', 'fallback:service') })], expected: 'guess' },
    { name: 'the resource’s before a supposed one', spans: [agent({ id: 'a', lasts: 9, identity: tenant('guess', 'fallback:key') }), llm({ id: 'l', parent: 'a', identity: tenant('res', 'resource:tenant.id') })], expected: 'res' },
    { name: 'a customer before a supposed tenant', spans: [agent({ id: 'a', lasts: 9, identity: tenant('guess', 'fallback:key') }), llm({ id: 'l', parent: 'a', identity: { customer: 'payer', sources: { customer: 'customer.id' } } })], expected: 'payer' },
    { name: 'the resource’s', spans: [agent({ id: 'a', lasts: 9, identity: tenant('res', 'resource:tenant.id') })], expected: 'res' },
    { name: 'none where leaves disagree', spans: [agent({ id: 'a', lasts: 9 }), llm({ id: 'l', parent: 'a', identity: tenant('x') }), llm({ id: 'm', parent: 'a', identity: tenant('y') })], expected: null },
  ] // prettier-ignore

  test.each(cases)('$name', ({ spans, expected }) => {
    expect(assembleOne(spans).run.tenant).toBe(expected)
  })
})
