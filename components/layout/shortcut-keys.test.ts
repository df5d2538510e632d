import { describe, expect, it } from 'vitest'
import { keyLabel, matchesKey } from './shortcut-keys.ts'

const stroke = (key: string, held: Partial<Record<'metaKey' | 'ctrlKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  metaKey: false,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('matchesKey', () => {
  it.each([
    ['j', stroke('j'), true],
    ['j', stroke('J', { shiftKey: true }), false],
    ['j', stroke('j', { metaKey: true }), false],
    ['?', stroke('?', { shiftKey: true }), true],
    ['mod+k', stroke('k', { metaKey: true }), true],
    ['mod+k', stroke('K', { ctrlKey: true }), true],
    ['mod+k', stroke('k'), false],
    ['+', stroke('+', { shiftKey: true }), true],
    ['+', stroke('='), false],
    ['Enter', stroke('Enter'), true],
    ['Enter', stroke('Enter', { shiftKey: true }), false],
    ['shift+Enter', stroke('Enter', { shiftKey: true }), true],
  ])('%s against %o is %s', (binding, event, matches) => expect(matchesKey(binding, event)).toBe(matches))
})

it('prints keys as they are labelled', () => {
  expect(keyLabel('mod+k', true)).toBe('⌘K')
  expect(keyLabel('mod+k', false)).toBe('Ctrl K')
  expect(keyLabel('j', true)).toBe('j')
  expect(keyLabel('ArrowDown', false)).toBe('↓')
  expect(keyLabel(' ', false)).toBe('Space')
})
