import { describe, expect, it } from 'vitest'
import { passwordProblem, passwordStrength } from './password-rules.ts'

const email = 'ada.lovelace@example.com'

describe('passwordProblem', () => {
  it.each([
    ['', '10 characters at least'],
    ['short one', '10 characters at least'],
    ['👩‍👩‍👧', '10 characters at least'],
    ['abcd'.repeat(51), '200 characters at most'],
    ['abababababab', 'list of guesses'],
    ['Ada.Lovelace@Example.com', 'e-mail address'],
    ['ada.lovelace12', 'e-mail address'],
  ])('refuses "%s"', (password, reason) => {
    expect(passwordProblem(password, email)).toContain(reason)
  })

  it.each(['correct horse battery', 'ada.lovelace likes engines', '退款退款申请我要退款吗？', 'ab cd ef gh'])(
    'finds nothing wrong of "%s"',
    (password) => {
      expect(passwordProblem(password, email)).toBeNull()
    },
  )

  it('needs no address to look at the rest', () => {
    expect(passwordProblem('correct horse battery', '')).toBeNull()
  })
})

describe('passwordStrength', () => {
  it.each([
    ['short', 'none'],
    ['abcdefghij', 'fair'],
    ['abcabcabcabc', 'none'],
    ['abcd'.repeat(10), 'fair'],
    ['abcd efgh ijkl', 'good'],
    ['correct horse battery', 'strong'],
  ])('calls "%s" %s', (password, strength) => {
    expect(passwordStrength(password, email)).toBe(strength)
  })
})
