import type { PriceTable, StoredPrice } from '#lib/domain/price.ts'

/** What somebody wants of the prices, whatever the others are by the time it is saved. */
export type TableChange =
  | { kind: 'put'; price: StoredPrice }
  | { kind: 'remove'; price: StoredPrice }
  | { kind: 'bill'; dialect: string; asReported: boolean }
  | { kind: 'restore'; table: PriceTable }

export function changedTable(table: PriceTable, change: TableChange): PriceTable {
  switch (change.kind) {
    case 'put':
      return withPrice(table, change.price)
    case 'remove':
      return { ...table, prices: table.prices.filter(({ id }) => id !== change.price.id) }
    case 'bill': {
      const others = table.billReported.filter((each) => each !== change.dialect)
      return { ...table, billReported: change.asReported ? [...others, change.dialect] : others }
    }
    case 'restore':
      return change.table
  }
}

/** The table with this price in it, in place of the one with its id. */
function withPrice(table: PriceTable, price: StoredPrice): PriceTable {
  const index = table.prices.findIndex(({ id }) => id === price.id)
  const prices = index === -1 ? [...table.prices, price] : table.prices.with(index, price)
  return { ...table, prices }
}
