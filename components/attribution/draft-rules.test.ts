import { describe, expect, it } from 'vitest'
import { emptyRule, moved, rebasedRules, withRule } from './draft-rules.ts'

describe('a draft of rules', () => {
  it('holds what says something, in one order whatever was edited first', () => {
    const tenant = { ...emptyRule, keys: ['team'] }
    const user = { ...emptyRule, builtIn: false }
    const one = withRule(withRule({ fields: {} }, 'user', user), 'tenant', tenant)
    const other = withRule(withRule({ fields: {} }, 'tenant', tenant), 'user', user)
    expect(JSON.stringify(one)).toBe(JSON.stringify(other))
    expect(withRule(one, 'user', emptyRule)).toEqual({ fields: { tenant } })
  })

  it('moves a key by one place and no further', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
  })
})

describe('a draft of rules that somebody else has changed', () => {
  const rule = (key: string) => ({ ...emptyRule, keys: [key] })
  const base = { fields: { tenant: rule('a'), user: rule('u') } }

  it('keeps their other fields, and its own', () => {
    const draft = { fields: { tenant: rule('b'), user: rule('u') } }
    const theirs = { fields: { tenant: rule('a'), feature: rule('f') } }
    expect(rebasedRules(base, draft, theirs)).toEqual({
      rules: { fields: { tenant: rule('b'), feature: rule('f') } },
      both: [],
    })
  })

  it('stands where both changed a field, and says so unless they did the same', () => {
    const draft = { fields: { user: rule('v') } }
    const theirs = { fields: { tenant: rule('c'), user: rule('v') } }
    expect(rebasedRules(base, draft, theirs)).toEqual({ rules: draft, both: ['tenant'] })
  })
})
