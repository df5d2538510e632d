import type { PriceTable, StoredPrice } from '#lib/domain/price.ts'

/** The table with this price in it, in place of the one with its id. */
export function withPrice(table: PriceTable, price: StoredPrice): PriceTable {
  const index = table.prices.findIndex(({ id }) => id === price.id)
  const prices = index === -1 ? [...table.prices, price] : table.prices.with(index, price)
  return { ...table, prices }
}

export function withoutPrice(table: PriceTable, price: StoredPrice): PriceTable {
  return { ...table, prices: table.prices.filter(({ id }) => id !== price.id) }
}

export function withBilling(table: PriceTable, dialect: string, asReported: boolean): PriceTable {
  const others = table.billReported.filter((each) => each !== dialect)
  return { ...table, billReported: asReported ? [...others, dialect] : others }
}
