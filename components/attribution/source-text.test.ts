import { expect, it } from 'vitest'
import { sourceText } from './source-text.ts'

it.each([
  ['tenant.id', 'tenant.id'],
  ['resource:app.tenant.id', 'app.tenant.id of the resource'],
  ['resource:team, renamed', 'team of the resource, called otherwise by a rule'],
  ['key', 'the API key, which is bound to it'],
  ['fallback:key', 'a rule for the API key, as nothing says it'],
  ['fallback:service', 'a rule for the service, as nothing says it'],
])('%s is %s', (source, text) => {
  expect(sourceText(source)).toBe(text)
})
