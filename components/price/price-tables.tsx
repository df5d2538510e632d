'use client'

import type { PricePage } from '#lib/domain/price-page.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { ModelsTable } from './models-table.tsx'
import { DialectsTable, ToolsTable } from './other-tables.tsx'
import { OwnPricesTable } from './own-prices-table.tsx'
import { newPriceId } from './new-price-id.ts'
import { draftOf, emptyDraft } from './price-draft.ts'
import type { PriceTask } from './price-dialog-container.tsx'
import { spentRuns } from './spent-runs.ts'
import type { TableChange } from './table-change.ts'

type PriceTablesProps = { project: string; page: PricePage; mayChange: boolean; onTask: (task: PriceTask) => void }

/** Everything that costs, and what the project says of it. */
export function PriceTables({ project, page, mayChange, onTask }: PriceTablesProps) {
  const hrefOf = spentRuns(project, page)
  const { current, models, tools, dialects, runsWithoutShares } = page
  const { table } = current
  const save = (title: string, change: TableChange) => onTask({ kind: 'save', title, change, reason: '' })
  const edit = (priceId: string | null | undefined) => {
    const price = table.prices.find(({ id }) => id === priceId)
    if (price !== undefined) onTask({ kind: 'edit', isNew: false, draft: draftOf(price) })
    return price !== undefined
  }
  const add = (given: Parameters<typeof emptyDraft>[1]) =>
    onTask({ kind: 'edit', isNew: true, draft: emptyDraft(newPriceId(), given) })
  return (
    <>
      <ModelsTable
        models={models}
        hrefOf={hrefOf}
        mayChange={mayChange}
        onPrice={({ model, provider, quote }) => {
          const isEdited = quote?.source.kind === 'project' && edit(quote.source.priceId)
          if (!isEdited) add({ pattern: model ?? '', provider: provider ?? '' })
        }}
      />
      {runsWithoutShares === 0 ? null : (
        <p className="px-3 pt-1.5 text-sm text-ink-2">
          {formatCountExact(runsWithoutShares)} runs are from before costs were kept by model and are not counted here
          until they are priced anew.
        </p>
      )}
      <OwnPricesTable
        prices={table.prices}
        mayChange={mayChange}
        onEdit={({ id }) => void edit(id)}
        onRemove={(price) => save(`Remove the price of ${price.pattern}`, { kind: 'remove', price })}
      />
      <ToolsTable
        tools={tools}
        hrefOf={hrefOf}
        mayChange={mayChange}
        onPrice={(tool) => add({ kind: 'tool', pattern: tool })}
      />
      <DialectsTable
        dialects={dialects}
        billed={table.billReported}
        mayChange={mayChange}
        onBill={(dialect, asReported) =>
          save(`Bill ${dialect} ${asReported ? 'as reported' : 'by prices'}`, { kind: 'bill', dialect, asReported })
        }
      />
      <p className="px-3 pt-3 text-sm text-ink-3">
        Price list: genai-prices {page.catalogueVersion}. A price is looked up at the time at which a call begins.
      </p>
    </>
  )
}
