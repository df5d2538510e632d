import { expect, it } from 'vitest'
import { narrowed } from './cost-links.ts'

it.each([
  [{}, { tenant: ['a'] }, { tenant: ['a'] }],
  [{ from: '-7d', tenant: ['a', 'b'] }, { tenant: ['a'] }, { from: '-7d', tenant: ['a'] }],
  [{ tenant: ['!c'] }, { tenant: ['a'] }, { tenant: ['a', '!c'] }],
  [{ tenant: ['a*'] }, { tenant: ['ab'] }, { tenant: ['ab'] }],
  [{ endReason: ['error'] }, { endReason: ['error', 'budget'] }, { endReason: ['error'] }],
  [{ hasLoopCost: true }, { hasLoopCost: true }, { hasLoopCost: true }],
  [{ from: '-7d', user: ['u'] }, { from: '2026-01-01', to: '2026-01-08' }, { from: '2026-01-01', to: '2026-01-08', user: ['u'] }], // prettier-ignore
  [{ tag: ['!x'] }, { tag: ['y'] }, { tag: ['y', '!x'] }],
  [{ chargedModel: ['a'] }, { chargedModel: ['a'], chargedAgent: ['x'] }, { chargedModel: ['a'], chargedAgent: ['x'] }],
  [{ chargedModel: ['!a'] }, { chargedAgent: ['x'] }, { chargedModel: ['!a'], chargedAgent: ['x'] }],
])('%j and %j is %j', (filter, change, both) => expect(narrowed(filter, change)).toEqual(both))

it.each([
  [{ endReason: ['error'] }, { endReason: ['completed'] }],
  [{ tag: ['x'] }, { tag: ['y'] }],
  [{ chargedModel: ['a'] }, { chargedModel: ['b'] }],
  [{ chargedModel: ['a'] }, { chargedAgent: ['x'] }],
  [{ hasLoopCost: false }, { hasLoopCost: true }],
])('no list of runs is of %j and %j', (filter, change) => expect(narrowed(filter, change)).toBeNull())
