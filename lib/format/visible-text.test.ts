import { expect, test } from 'vitest'
import { visibleText } from './visible-text.ts'

test.each([
  ['acme', 'acme'],
  ['\tacme\r\n', '⟨U+0009⟩acme⟨U+000D⟩⟨U+000A⟩'],
  ['\u202Eevil\u202C', '⟨U+202E⟩evil⟨U+202C⟩'],
  ['a\u200Bcme\uFEFF', 'a⟨U+200B⟩cme⟨U+FEFF⟩'],
  // Parts of a letter or of a picture are seen in it.
  ['שלום 👩‍💻 e\u0301', 'שלום 👩‍💻 e\u0301'],
])('%j is shown as %s', (name, shown) => expect(visibleText(name)).toBe(shown))
