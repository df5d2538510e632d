'use client'

import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import type { StoredPrice } from '#lib/domain/price.ts'
import { changesText, daysText, priceSummary } from './price-texts.ts'

type OwnPricesTableProps = {
  prices: readonly StoredPrice[]
  mayChange: boolean
  onEdit: (price: StoredPrice) => void
  onRemove: (price: StoredPrice) => void
}

/** What the project has agreed on; of several that match a call the most particular one holds. */
export function OwnPricesTable({ prices, mayChange, ...handlers }: OwnPricesTableProps) {
  return (
    <ShortTable
      title="Prices of this project"
      isCounted
      rows={prices}
      keyOf={({ id }) => id}
      empty="None: every call is charged at the list price of its model."
      columns={[...columns, ...(mayChange ? [actionColumn(handlers)] : [])]}
    />
  )
}

const columns: readonly ShortColumn<StoredPrice>[] = [
  {
    header: 'For',
    className: 'min-w-40 narrow:w-1/4',
    cell: ({ kind, pattern, provider }) => (
      <div>
        <code className="font-medium wrap-anywhere">{pattern}</code>{' '}
        {kind === 'tool' ? (
          <Badge>tool</Badge>
        ) : (
          <span className="text-sm text-ink-3">{provider ?? 'any provider'}</span>
        )}
      </div>
    ),
  },
  {
    header: 'Price',
    cell: (price) => (
      <>
        <span className="tabular">{priceSummary(price)}</span>
        <span className="block text-sm text-ink-3">{changesText(price)}</span>
        <span className="tabular block text-sm text-ink-2 narrow:hidden">{daysText(price)}</span>
      </>
    ),
  },
  {
    header: 'Holds (UTC)',
    className: 'whitespace-nowrap text-ink-2 tabular max-narrow:hidden',
    cell: (price) => daysText(price),
  },
]

const actionColumn = ({
  onEdit,
  onRemove,
}: Pick<OwnPricesTableProps, 'onEdit' | 'onRemove'>): ShortColumn<StoredPrice> => ({
  header: 'Change',
  isIconOnly: true,
  align: 'end',
  className: 'w-px',
  cell: (price) => (
    <div className="flex justify-end gap-1.5 max-narrow:flex-col">
      <Button size="sm" aria-label={`Edit the price of ${price.pattern}`} onClick={() => onEdit(price)}>
        Edit
      </Button>
      <Button
        size="sm"
        variant="danger"
        aria-label={`Remove the price of ${price.pattern}`}
        onClick={() => onRemove(price)}
      >
        Remove
      </Button>
    </div>
  ),
})
