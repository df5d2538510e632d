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
    [{ soft: '' }, 'soft'],
    [{ hard: '9.5' }, 'hard'],
    [{ soft: '95' }, 'over'],
    [{ timeZone: '' }, 'timeZone'],
  ] as const)('says where %o is wrong', (change, field) => {
    expect(Object.keys(readDraft({ ...draft, ...change }).errors ?? {})).toEqual([field])
  })
})
