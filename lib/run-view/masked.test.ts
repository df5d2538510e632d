import { describe, expect, it } from 'vitest'
import { splitMasked } from './masked.ts'

/** Masked pieces in angle marks. */
const marked = (text: string): string =>
  splitMasked(text)
    .map((piece) => (piece.isMasked ? `«${piece.text}»` : piece.text))
    .join('')

describe('splitMasked', () => {
  it.each([
    ['<REDACTED>', '«<REDACTED>»'],
    ['key [REDACTED] and __REDACTED__', 'key «[REDACTED]» and «__REDACTED__»'],
    ['to [REDACTED:EMAIL], [Filtered]', 'to «[REDACTED:EMAIL]», «[Filtered]»'],
    ["[Scrubbed due to 'password']", "«[Scrubbed due to 'password']»"],
    ['I am <PERSON>, <EMAIL_ADDRESS>', 'I am «<PERSON>», «<EMAIL_ADDRESS>»'],
    ['***', '«***»'],
    ['password=*** user=eve', 'password=«***» user=eve'],
    ['{"token": "********"}', '{"token": "«********»"}'],
  ])('marks %s', (text, expected) => expect(marked(text)).toBe(expected))

  it.each(['***important***', 'a *** b', 'redacted', '<person>text</person> <b>', '[hidden-file.txt](x)', ''])(
    'leaves %s alone',
    (text) => expect(splitMasked(text).some(({ isMasked }) => isMasked)).toBe(false),
  )

  it('does not look through very long text', () => {
    expect(splitMasked(`${'x'.repeat(300_000)}<REDACTED>`)).toHaveLength(1)
  })
})
