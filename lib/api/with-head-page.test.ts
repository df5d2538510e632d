import { expect, it } from 'vitest'
import type { Run, RunList } from '#lib/domain/run.ts'
import { sampleRun } from '#lib/run-view/sample-run.ts'
import { withFreshPage } from './with-fresh-page.ts'
import { withHeadPage } from './with-head-page.ts'

const run = (runId: string, version = 1): Run => ({ ...sampleRun, runId, version })

const page = (ids: string, nextCursor: string | null): RunList => ({
  items: ids.split('').map((id) => run(id)),
  nextCursor,
})
const ids = (pages: readonly RunList[] | null) =>
  pages?.map(({ items }) => items.map(({ runId }) => runId).join('')) ?? null

it.each([
  ['new rows come first', [page('abc', '1'), page('def', '2')], page('xab', '9'), ['xabc', 'def']],
  ['a row that left goes', [page('abc', '1'), page('def', '2')], page('acd', '9'), ['acd', 'ef']],
  ['a row that moved up moves', [page('abc', '1'), page('def', '2')], page('eab', '9'), ['eabc', 'df']],
  ['the whole list is one page', [page('abc', '1'), page('def', '2')], page('xy', null), ['xy']],
  ['a gap is no list', [page('abc', '1')], page('xyz', '9'), null],
])('%s', (_, pages, head, expected) => expect(ids(withHeadPage(pages, head))).toEqual(expected))

it('takes the newer state of a row and keeps the cursors', () => {
  const pages = withHeadPage([page('ab', '1')], { items: [run('a', 2)], nextCursor: '9' })
  expect(pages?.[0]?.items.map(({ version }) => version)).toEqual([2, 1])
  expect(pages?.[0]?.nextCursor).toBe('1')
})

it.each([
  ['a row of it left', page('deg', '2'), ['abc', 'deg', 'h']],
  ['a row came in', page('dxe', '2'), ['abc', 'dxef', 'gh']],
  ['a row came down from above', page('bde', '2'), ['ac', 'bdef', 'gh']],
  ['it is the last one now', page('de', null), ['abc', 'de']],
  ['nothing of it is left', page('xyz', '2'), null],
])('a fresh page further down: %s', (_, fresh, expected) => {
  const pages = [page('abc', '1'), page('def', '2'), page('gh', null)]
  expect(ids(withFreshPage(pages, 1, fresh))).toEqual(expected)
})
