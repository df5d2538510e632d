import { describe, expect, it } from 'vitest'
import type { RunListState } from '#lib/domain/run-view.ts'
import {
  allRuns,
  builtInViews,
  currentView,
  filterOfView,
  filterToSave,
  isModified,
  type ListView,
} from './list-view.ts'

const columns = { shown: ['end', 'run'], widths: {} }
const acme: ListView = {
  viewId: 'a1',
  name: 'Acme',
  filter: { tenant: ['acme', 'globex'], from: '-7d' },
  columns: { shown: ['run', 'cost'], widths: {} },
  saved: null,
}
const errors = builtInViews.find(({ viewId }) => viewId === 'errors') ?? allRuns

describe('a view without a time range', () => {
  it('leaves that of the reader alone', () =>
    expect(filterOfView(errors, { from: '-1h', tenant: ['x'] })).toEqual({ from: '-1h', hasError: true }))
  it('is not modified by it', () => expect(isModified(errors, { hasError: true, from: '-1h' }, columns)).toBe(false))
})

it('a view with a time range sets it', () => expect(filterOfView(acme, { from: '-1h' })).toEqual(acme.filter))

it('saving changes keeps a time range only where the view has one', () => {
  const filter = { hasError: true, tenant: ['x'], from: '-1h' }
  expect(filterToSave(errors, filter)).toEqual({ hasError: true, tenant: ['x'] })
  expect(filterToSave(acme, filter)).toEqual(filter)
})

describe('isModified', () => {
  it.each<[string, RunListState, boolean]>([
    ['the same', { tenant: ['acme', 'globex'], from: '-7d' }, false],
    ['other order of values', { from: '-7d', tenant: ['globex', 'acme'] }, false],
    [
      'the default sort, said aloud',
      { tenant: ['acme', 'globex'], from: '-7d', sort: 'startedAt', order: 'desc' },
      false,
    ],
    ['another range', { tenant: ['acme', 'globex'], from: '-1h' }, true],
    ['another sort', { tenant: ['acme', 'globex'], from: '-7d', sort: 'costUsd' }, true],
    ['one value less', { tenant: ['acme'], from: '-7d' }, true],
  ])('%s', (_, filter, modified) => expect(isModified({ ...acme, columns: null }, filter, columns)).toBe(modified))

  it('by its columns, where it has some', () => {
    expect(isModified(acme, acme.filter, columns)).toBe(true)
    expect(isModified(acme, acme.filter, { shown: ['run', 'cost'], widths: {} })).toBe(false)
  })
})

describe('currentView', () => {
  const views = [...builtInViews, acme]
  it.each<[string, string | null, RunListState, string | null]>([
    ['the plain list', null, {}, 'all'],
    ['the plain list of an hour', null, { from: '-1h' }, 'all'],
    ['what a view says', null, { hasError: true }, 'errors'],
    ['what no view says', null, { hasError: true, tenant: ['x'] }, null],
    ['a named one stays while it is modified', 'errors', { hasError: true, tenant: ['x'] }, 'errors'],
    ['a named one that is gone', 'gone', {}, 'all'],
  ])('%s', (_, viewId, filter, expected) => expect(currentView(views, viewId, filter)?.viewId ?? null).toBe(expected))
})
