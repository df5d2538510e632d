import { expect, test } from 'vitest'
import { emptyFacts, emptyIdentity } from '#lib/normalise/empty-facts.ts'
import { mergeFacts } from './merge-facts.ts'
import { usage } from './test-support.ts'

const facts = emptyFacts('claude-code')

test('gaps are filled, what is known stays', () => {
  const base = { ...facts, modelRequested: 'claude-sonnet-4-5', provider: 'anthropic' }
  const extra = {
    ...facts,
    modelRequested: 'other',
    modelResponse: 'claude-sonnet-4-5-20250929',
    reportedCostUsd: '0.1',
  }
  expect(mergeFacts(base, extra)).toMatchObject({
    modelRequested: 'claude-sonnet-4-5',
    modelResponse: 'claude-sonnet-4-5-20250929',
    provider: 'anthropic',
    reportedCostUsd: '0.1',
  })
})

test('usage comes from the record that tells more classes apart', () => {
  const lump = usage(100, 5, { cacheWriteTokens: 50, cacheWriteOtherTokens: 50 })
  const split = usage(100, 5, { cacheWriteTokens: 50, cacheWrite5mTokens: 50 })
  const poor = usage(100, 5, { inputUncachedTokens: null, reasoningTokens: null })
  const own = (known: typeof lump) => ({ ...facts, usage: known, usageClaim: 'own' as const })
  expect(mergeFacts(own(lump), own(split)).usage).toEqual(split)
  expect(mergeFacts(own(poor), own(lump)).usage).toEqual(lump)
  expect(mergeFacts(own(split), own(poor)).usage).toEqual(split)
  expect(mergeFacts(facts, own(lump))).toMatchObject({ usage: lump, usageClaim: 'own' })
})

test('a warning about usage goes with the usage that is dropped, others stay', () => {
  const incomplete = { code: 'output_incomplete', message: '' }
  const loop = { code: 'loop_detected', message: '' }
  const base = { ...facts, usage: usage(1, 1, { outputTokens: null }), warnings: [incomplete, loop] }
  expect(mergeFacts(base, { ...facts, usage: usage(1, 1) }).warnings).toEqual([loop])
  expect(mergeFacts({ ...facts, usage: usage(1, 1) }, base).warnings).toEqual([loop])
})

test('an error in either is an error; success does not undo it', () => {
  const failed = { ...facts, status: 'error' as const, errorMessage: 'no file' }
  const ok = { ...facts, status: 'ok' as const }
  expect(mergeFacts(ok, failed)).toMatchObject({ status: 'error', errorMessage: 'no file' })
  expect(mergeFacts(failed, ok).status).toBe('error')
  expect(mergeFacts(facts, ok).status).toBe('ok')
  expect(mergeFacts(ok, facts).status).toBe('ok')
})

test('tools asked for are joined by their id; a refusal in either holds', () => {
  const tool = (id: string) => ({ id, name: 'Read', argumentsHash: '' })
  const merged = mergeFacts(
    { ...facts, requestedTools: [tool('a')] },
    { ...facts, requestedTools: [tool('a'), tool('b')], toolExecuted: false },
  )
  expect(merged.requestedTools.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(merged.toolExecuted).toBe(false)
})

test('identity brings its source along', () => {
  const base = { ...facts, identity: { ...emptyIdentity, tenant: 'acme', sources: { tenant: 'tenant.id' } } }
  const extra = {
    ...facts,
    identity: { ...emptyIdentity, tenant: 'other', user: 'u1', sources: { tenant: 'x', user: 'user.id' } },
  }
  expect(mergeFacts(base, extra).identity).toMatchObject({
    tenant: 'acme',
    user: 'u1',
    sources: { tenant: 'tenant.id', user: 'user.id' },
  })
})
