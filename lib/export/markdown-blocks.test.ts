import { describe, expect, it } from 'vitest'
import { cutText, fenced, inlineCode, valueBlock } from './markdown-blocks.ts'

describe('fenced', () => {
  it.each([
    ['plain', '```\nplain\n```'],
    ['ends with a line\n', '```\nends with a line\n```'],
    ['a ```js\ncode``` inside', '````\na ```js\ncode``` inside\n````'],
    ['`````', '``````\n`````\n``````'],
  ])('%j cannot end its own block', (text, block) => expect(fenced(text)).toBe(block))
})

describe('inlineCode', () => {
  it.each([
    ['search', '`search`'],
    ['two\nlines', '`two lines`'],
    ['a`b', '``a`b``'],
    ['`a`', '`` `a` ``'],
    ['', '–'],
  ])('%j', (text, code) => expect(inlineCode(text)).toBe(code))
})

describe('cutText', () => {
  it('says how much is missing', () => {
    expect(cutText('a'.repeat(16_340), 4_000)).toBe(`${'a'.repeat(4_000)}\n… 12,340 characters left out`)
    expect(cutText('short', 5)).toBe('short')
  })
  it('keeps characters whole', () => expect(cutText('a😀b', 2)).toBe('a\n… 3 characters left out'))
})

describe('valueBlock', () => {
  it.each([
    ['text', '```\ntext\n```'],
    ['{"a":1}', '```json\n{"a":1}\n```'],
    [{ a: [1, null] }, '```json\n{\n  "a": [\n    1,\n    null\n  ]\n}\n```'],
  ])('%j', (value, block) => expect(valueBlock(value, 100)).toBe(block))
})
