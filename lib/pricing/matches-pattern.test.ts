import { expect, test } from 'vitest'
import { matchesPattern } from './matches-pattern.ts'

test.each([
  ['gpt-4.1', 'gpt-4.1', true],
  ['gpt-4.1', 'GPT-4.1', true],
  ['gpt-4.1', 'gpt-4.1-mini', false],
  ['gpt-4.1*', 'gpt-4.1-mini', true],
  ['*mini', 'gpt-4.1-mini', true],
  ['*mini', 'gpt-4.1-mini-2', false],
  ['*', '', true],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['claude-*-4-5*', 'claude-sonnet-4-5-20250929', true],
  ['claude-*-4-5*', 'claude-4-5', false],
  ['a*b*c', 'a.c.b.c', true],
  ['a*b*c', 'a.c.b', false],
  ['gpt.4', 'gpt-4', false],
  ['(', '(', true],
])('%s and %s: %s', (pattern, name, expected) => {
  expect(matchesPattern(pattern, name)).toBe(expected)
})

test('a pattern made to backtrack is answered', () => {
  expect(matchesPattern(`${'*a'.repeat(90)}b`, 'a'.repeat(100_000))).toBe(false)
})
