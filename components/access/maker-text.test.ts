import { expect, it } from 'vitest'
import { makerText } from './maker-text.ts'

it.each([
  ['Ada', 'user:1', 'Ada'],
  ['a former user', 'user:1', null],
  ['an API key', 'key:1', null],
  ['command line', 'cli', null],
  ['this machine', 'local', null],
  ['unknown', '', null],
])('says "%s"', (text, createdBy, createdByName) => {
  expect(makerText({ createdBy, createdByName })).toBe(text)
})
