import { describe, expect, it } from 'vitest'
import type { HistoryEntry } from '#lib/domain/history.ts'
import { actorLabel, fieldLabel, historySentence, kindLabel, shownReason } from './history-texts.ts'

const entry = (spec: Partial<HistoryEntry>): HistoryEntry => ({
  entryId: 'e',
  at: '2026-11-21T10:00:00Z',
  by: { actor: 'cli', name: null },
  kind: 'member',
  subject: 'Ada',
  project: 'p',
  version: 1,
  action: 'created',
  reason: '',
  changes: [],
  ...spec,
})
const became = (field: string, after: string) => [{ field, before: null, after }]

describe('historySentence', () => {
  it.each<[string, Partial<HistoryEntry>]>([
    ['added Ada as editor', { changes: became('role', 'editor') }],
    ['made Ada admin', { action: 'changed', changes: became('role', 'admin') }],
    ['removed Ada', { action: 'deleted' }],
    ['added Ada again as viewer', { action: 'restored', changes: became('role', 'viewer') }],
    [
      'invited bob@example.com as viewer',
      { kind: 'invitation', subject: 'bob@example.com', changes: became('role', 'viewer') },
    ],
    ['invited whoever has the link as admin', { kind: 'invitation', subject: '', changes: became('role', 'admin') }],
    [
      'used the invitation for whoever has the link',
      { kind: 'invitation', subject: '', action: 'deleted', reason: 'invitation used' },
    ],
    [
      'withdrew the invitation for Bo',
      { kind: 'invitation', subject: 'Bo', action: 'deleted', reason: 'invitation withdrawn' },
    ],
    ['created the project “Demo”', { kind: 'project', subject: 'Demo' }],
    ['renamed the project to “Demo”', { kind: 'project', subject: 'Demo', action: 'changed' }],
    ['created the read key “laptop”', { kind: 'api_key', subject: 'laptop', changes: became('kind', 'read') }],
    [
      'revoked the key “laptop”',
      { kind: 'api_key', subject: 'laptop', action: 'changed', changes: became('revokedAt', 'now') },
    ],
    ['changed the key “laptop”', { kind: 'api_key', subject: 'laptop', action: 'changed' }],
    ['deleted the view “Slow”', { kind: 'view', subject: 'Slow', action: 'deleted' }],
    ['closed a link to run 01234567', { kind: 'share', subject: '0123456789abcdef', action: 'deleted' }],
    ['made a one-time link', { kind: 'setup_link', subject: '' }],
    ['changed price rule', { kind: 'price_rule', subject: '', action: 'changed' }],
  ])('says "%s"', (sentence, spec) => {
    expect(historySentence(entry(spec))).toBe(sentence)
  })
})

describe('shownReason', () => {
  it.each([
    ['', { kind: 'project', subject: 'Demo', action: 'changed', reason: 'renamed' }],
    ['', { action: 'changed', reason: 'role changed', changes: became('role', 'editor') }],
    ['joined by invitation', { reason: 'joined by invitation' }],
    ['leaked', { kind: 'api_key', subject: 'laptop', reason: 'leaked', changes: became('revokedAt', 'now') }],
  ] satisfies [string, Partial<HistoryEntry>][])('is "%s"', (reason, spec) => {
    expect(shownReason(entry(spec))).toBe(reason)
  })
})

describe('labels', () => {
  it('names who acted, also those who are not known any more', () => {
    expect(actorLabel({ actor: 'user:1', name: 'Ada' })).toBe('Ada')
    expect(actorLabel({ actor: 'user:1', name: null })).toBe('Unknown account')
    expect(actorLabel({ actor: 'cli', name: null })).toBe('Command line')
    expect(actorLabel({ actor: 'worker', name: null })).toBe('worker')
  })

  it('writes kinds and fields as words', () => {
    expect([kindLabel('api_key'), kindLabel('price_rule')]).toEqual(['API keys', 'price rule'])
    expect(fieldLabel('filter.minSteps')).toBe('filter › min steps')
  })
})
