import { expect, test } from 'vitest'
import { notUnderstood, offendingAttribute } from './not-understood.ts'

test.each([
  { attribute: 'gen_ai.operation.name', value: '' },
  { attribute: 'gen_ai.operation.name', value: 'brew (coffee) is not known.' },
  { attribute: 'llm.odd', value: 'x'.repeat(500) },
])('the attribute of a warning is found again without its value: $value', ({ attribute, value }) => {
  const [warning] = notUnderstood(attribute, value)
  expect(offendingAttribute(warning?.message ?? '')).toBe(attribute)
})

test('other messages name no attribute', () => {
  expect(offendingAttribute('Reading this record failed')).toBe('')
})
