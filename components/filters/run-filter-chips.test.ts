import { describe, expect, it } from 'vitest'
import {
  chipsOf,
  clearedFilter,
  isFiltered,
  withChipValues,
  withMovedChip,
  withoutChip,
  withValue,
} from './run-filter-chips.ts'

const texts = (filter: Parameters<typeof chipsOf>[0]) =>
  chipsOf(filter).map((chip) => `${chip.field.label} ${chip.text}`)

describe('chipsOf', () => {
  it('tells is from is not, and names the unknown', () => {
    expect(
      texts({ tenant: ['acme', 'globex', '!initech'], taskType: ['-'], endReason: ['!error', '!abandoned'] }),
    ).toEqual([
      'End is not error nor abandoned',
      'Tenant is acme or globex',
      'Tenant is not initech',
      'Task type is unknown',
    ])
  })

  it('writes ends as the list does', () => {
    expect(texts({ endReason: ['max_steps', '!in*'] })).toEqual(['End is max steps', 'End is not in*'])
  })

  it('reads numbers and flags', () => {
    expect(texts({ hasLoop: true, hasError: false, minSteps: 20, minCostUsd: 0.5 })).toEqual([
      'Failed calls without failed calls',
      'Loops with loops',
      'Steps ≥ 20',
      'Cost ≥ 0.5 USD',
    ])
  })

  it('does not count the time range as a filter', () => {
    expect(isFiltered({ from: '-1h' })).toBe(false)
    expect(isFiltered({ q: 'refund' })).toBe(true)
  })
})

describe('changes', () => {
  const filter = { tenant: ['acme', '!globex'] }

  it.each([
    ['adds a value', withValue(filter, 'tenant', 'initech', false), ['acme', '!globex', 'initech']],
    ['turns an opposite', withValue(filter, 'tenant', 'acme', true), ['!globex', '!acme']],
    ['replaces one side', withChipValues(filter, 'tenant', ['x', '-'], false), ['!globex', 'x', '-']],
    ['moves to the other side', withMovedChip(filter, 'tenant', ['globex'], false), ['acme', 'globex']],
    ['empties the field', withChipValues({ tenant: ['acme'] }, 'tenant', [], false), null],
  ])('%s', (_, change, tenant) => expect(change).toEqual({ tenant }))

  it('negates and removes a chip', () => {
    const [is] = chipsOf(filter)
    if (!is) throw new Error('no chip')
    expect(withMovedChip(filter, 'tenant', is.values, true)).toEqual({ tenant: ['!globex', '!acme'] })
    expect(withoutChip(filter, is)).toEqual({ tenant: ['!globex'] })
  })

  it('clears every field and the text, not the time range', () => {
    expect(clearedFilter()).toMatchObject({ tenant: null, hasLoop: null, minSteps: null, q: null })
    expect(clearedFilter()).not.toHaveProperty('from')
  })
})
