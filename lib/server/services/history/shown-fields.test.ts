import { describe, expect, it } from 'vitest'
import { fieldChanges } from './field-changes.ts'
import { shownFieldsOf } from './shown-fields.ts'

const shown = (kind: string, body: unknown) => Object.fromEntries(shownFieldsOf(kind, JSON.stringify(body)))

describe('shownFieldsOf', () => {
  it('shows what is named, and nothing else', () => {
    const user = { userId: 'u', email: 'a@example.com', name: '', passwordHash: '$argon2id$', isOwner: true }
    expect(shown('user', user)).toEqual({ email: 'a@example.com', name: '', isOwner: 'true' })
    expect(shown('api_key', { name: 'laptop', hash: 'f00', tenant: null })).toEqual({ name: 'laptop' })
    expect(shown('share_secret', { secret: 's' })).toEqual({})
    expect(shown('of_tomorrow', { name: 'x' })).toEqual({})
    expect(shown('constructor', { name: 'x' })).toEqual({})
  })

  it('names nested fields by their path', () => {
    const view = { name: 'Slow', filter: { end: ['loop', 'error'], minSteps: 20 }, columns: [{ id: 'cost' }] }
    expect(shown('view', view)).toEqual({
      name: 'Slow',
      'filter.end': 'loop, error',
      'filter.minSteps': '20',
      columns: '[{"id":"cost"}]',
    })
  })

  it.each(['', 'no json', '[]', 'null', '"text"'])('shows nothing of the body %j', (body) => {
    expect(shownFieldsOf('project', body).size).toBe(0)
  })
})

describe('fieldChanges', () => {
  it('has what differs: new, changed and gone', () => {
    const before = new Map([
      ['name', 'a'],
      ['role', 'viewer'],
      ['tenant', 'acme'],
    ])
    const after = new Map([
      ['role', 'admin'],
      ['name', 'a'],
      ['expiresAt', 'never'],
    ])
    expect(fieldChanges(before, after)).toEqual([
      { field: 'role', before: 'viewer', after: 'admin' },
      { field: 'expiresAt', before: null, after: 'never' },
      { field: 'tenant', before: 'acme', after: null },
    ])
  })
})
