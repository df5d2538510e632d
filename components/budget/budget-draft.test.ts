import { describe, expect, it } from 'vitest'
import { draftOf, emptyDraft, readDraft } from './budget-draft.ts'

const draft = { ...emptyDraft('Europe/Berlin'), amountUsd: '250' }

describe('a budget while it is typed', () => {
  it('is read, and comes back as it was', () => {
    const { input } = readDraft({ ...draft, dimension: 'tenant', value: ' acme ', name: 'Acme' })
    expect(input).toMatchObject({ scope: [{ dimension: 'tenant', value: 'acme' }], amountUsd: '250', period: 'month' })
    if (input === null) throw new Error('not read')
    const again = draftOf({ ...input, budgetId: 'a', version: 1, changedAt: '' })
    expect(readDraft(again).input).toEqual(input)
  })

  it('of one dimension within another is read and comes back, and never asks for one twice', () => {
    const two = { ...draft, dimension: 'tenant', value: 'acme', within: 'feature', withinValue: 'search' } as const
    const scope = [{ dimension: 'tenant', value: 'acme' }, { dimension: 'feature', value: 'search' }] // prettier-ignore
    const { input } = readDraft(two)
    expect(input?.scope).toEqual(scope)
    expect(readDraft({ ...two, within: 'tenant' }).input?.scope).toEqual(scope.slice(0, 1))
    expect(readDraft({ ...two, dimension: 'all' }).input?.scope).toEqual([])
    if (input === null) throw new Error('not read')
    expect(readDraft(draftOf({ ...input, budgetId: 'a', version: 1, changedAt: '' })).input).toEqual(input)
  })

  it.each([
    ['1,250.50', '1250.50'],
    ['$99', '99'],
    ['12,345,678', '12345678'],
  ])('reads %s', (amountUsd, read) => {
    expect(readDraft({ ...draft, amountUsd }).input?.amountUsd).toBe(read)
  })

  it.each([
    [{ amountUsd: '' }, 'amountUsd'],
    [{ amountUsd: '0' }, 'amountUsd'],
    [{ amountUsd: '1,5' }, 'amountUsd'],
    [{ dimension: 'feature', value: ' ' }, 'value'],
    [{ dimension: 'feature', value: 'a', within: 'tenant', withinValue: '' }, 'withinValue'],
    [{ soft: '' }, 'soft'],
    [{ hard: '9.5' }, 'hard'],
    [{ soft: '95' }, 'over'],
    [{ timeZone: '' }, 'timeZone'],
  ] as const)('says where %o is wrong', (change, field) => {
    expect(Object.keys(readDraft({ ...draft, ...change }).errors ?? {})).toEqual([field])
  })
})
