import { describe, expect, it } from 'vitest'
import { emptyRule, moved, withRule } from './draft-rules.ts'

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
