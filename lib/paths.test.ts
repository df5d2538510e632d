import { expect, it } from 'vitest'
import { apiPaths, paths, decodeSegment } from './paths.ts'

it('repeats lists, leaves out what is absent and escapes the rest', () => {
  const query = { tenant: ['acme', '!glo bex'], q: 'a&b', from: undefined, minSteps: 3, cursor: null }
  expect(apiPaths.runs('default', query)).toBe(
    '/api/v1/projects/default/runs?tenant=acme&tenant=%21glo+bex&q=a%26b&minSteps=3',
  )
})

it('carries the list into the run', () => {
  expect(paths.run('default', 'ab12', { from: 'tenant=acme' })).toBe('/default/runs/ab12?from=tenant%3Dacme')
  expect(paths.run('default', 'a/b')).toBe('/default/runs/a%2Fb')
})

it.each([
  ['support%2F42%20%25', 'support/42 %'],
  ['support%2F42 %', 'support/42 %'],
  ['support/42 %', 'support/42 %'],
  ['%E2%9C%93', '✓'],
  ['%ff', '%ff'],
])('the segment %s is %s', (segment, text) => expect(decodeSegment(segment)).toBe(text))
