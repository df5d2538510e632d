import { expect, it } from 'vitest'
import { noPrices, type PriceTable, type StoredPrice } from '#lib/domain/price.ts'
import { changedTable, type TableChange } from './table-change.ts'

const price = (id: string, perCallUsd = '1'): StoredPrice => {
  return { id, kind: 'tool', pattern: id, provider: null, validFrom: null, validTo: null, perCallUsd }
}
const table: PriceTable = { prices: [price('a'), price('b')], billReported: ['codex'] }

it.each<[TableChange, PriceTable]>([
  [
    { kind: 'put', price: price('c') },
    { ...table, prices: [price('a'), price('b'), price('c')] },
  ],
  [
    { kind: 'put', price: price('a', '2') },
    { ...table, prices: [price('a', '2'), price('b')] },
  ],
  [
    { kind: 'remove', price: price('b') },
    { ...table, prices: [price('a')] },
  ],
  [{ kind: 'remove', price: price('gone') }, table],
  [{ kind: 'bill', dialect: 'codex', asReported: true }, table],
  [
    { kind: 'bill', dialect: 'codex', asReported: false },
    { ...table, billReported: [] },
  ],
  [{ kind: 'restore', table: noPrices }, noPrices],
])('%j leaves what others have changed', (change, after) => expect(changedTable(table, change)).toEqual(after))
