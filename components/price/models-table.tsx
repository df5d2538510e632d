'use client'

import { UsdText } from '#components/cost/usd-text.tsx'
import { reasonText } from '#components/run/cost/cost-texts.ts'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import type { SeenModel } from '#lib/domain/price-page.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { countTokens } from '#lib/pricing/share-usage.ts'
import { QuoteDetails } from './quote-details.tsx'
import type { SpentHref } from './spent-runs.ts'

type ModelsTableProps = {
  models: readonly SeenModel[]
  /** Leads to the runs of an amount. */
  hrefOf: SpentHref
  mayChange: boolean
  onPrice: (model: SeenModel) => void
}

/** Models that calls went to, those without a price first. */
export function ModelsTable({ models, hrefOf, mayChange, onPrice }: ModelsTableProps) {
  return (
    <ShortTable
      title="Models of the last 30 days"
      isCounted
      rows={models}
      keyOf={({ provider, model }) => `${provider} ${model}`}
      empty="No calls to models were received in the last 30 days. They stand here, with their price, as soon as they are."
      columns={[...columnsOf(hrefOf), ...(mayChange ? [actionColumn(onPrice)] : [])]}
    />
  )
}

const columnsOf = (hrefOf: SpentHref): readonly ShortColumn<SeenModel>[] => [
  {
    header: 'Model',
    className: 'min-w-40 narrow:w-1/4',
    cell: ({ model, provider, quote, calls, costUsd }) => (
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">{model ?? 'unnamed model'}</p>
        <p className="text-sm text-ink-3">{provider ?? 'unknown provider'}</p>
        <p className="tabular text-sm text-ink-2 narrow:hidden">
          {callsText(calls)}
          {quote === null ? '' : `, ${formatUsd(costUsd)}`}
        </p>
      </div>
    ),
  },
  { header: 'Price', className: 'min-w-44', cell: (model) => <Price of={model} /> },
  {
    header: 'Calls',
    align: 'end',
    className: 'max-narrow:hidden',
    cell: ({ calls }) => formatCountExact(calls),
  },
  {
    header: 'Tokens',
    align: 'end',
    className: 'max-narrow:hidden',
    cell: ({ tokens }) => (
      <span title={`${formatCountExact(countTokens(tokens))} tokens`}>{formatCount(countTokens(tokens))}</span>
    ),
  },
  {
    header: 'Cost',
    align: 'end',
    className: 'max-narrow:hidden',
    cell: (model) => <Cost of={model} hrefOf={hrefOf} />,
  },
  { header: 'Share', className: 'w-36 max-wide:hidden', cell: (model) => <Share of={model} /> },
]

function Price({ of: { quote, reason, unpricedCalls, partialCalls } }: { of: SeenModel }) {
  if (quote === null) {
    return (
      <div>
        <Badge tone="warn">no price</Badge>
        <p className="pt-0.5 text-sm text-ink-2 wrap-anywhere">{reason === null ? null : reasonText(reason)}</p>
      </div>
    )
  }
  const gaps = [
    unpricedCalls === 0 ? null : `${callsText(unpricedCalls)} without an amount`,
    partialCalls === 0 ? null : `${callsText(partialCalls)} priced in part`,
  ].filter((text) => text !== null)
  return (
    <div>
      <QuoteDetails quote={quote} />
      {gaps.length === 0 ? null : <p className="text-sm text-warn">{gaps.join(', ')}</p>}
    </div>
  )
}

/** Unknown where nothing is priced, never nothing. */
function Cost({ of, hrefOf }: { of: SeenModel; hrefOf: SpentHref }) {
  const { provider, model, costUsd, unpricedCalls, partialCalls } = of
  if (costUsd === null) return <span className="text-ink-3">unknown</span>
  return (
    <>
      {/* A tool has no model either: no filter finds calls of unnamed ones alone. */}
      <UsdText usd={costUsd} href={model === null ? undefined : hrefOf(['provider', 'model'], [provider, model])} />
      {unpricedCalls + partialCalls > 0 ? '*' : ''}
    </>
  )
}

function Share({ of: { share, costUsd } }: { of: SeenModel }) {
  if (share === null || costUsd === null) return <span className="text-ink-3">–</span>
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-16 shrink-0 overflow-hidden rounded-[1px] bg-hover">
        <span className="block h-full bg-series-2" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="tabular">{(share * 100).toFixed(1)} %</span>
    </span>
  )
}

const actionColumn = (onPrice: ModelsTableProps['onPrice']): ShortColumn<SeenModel> => ({
  header: 'Change',
  isIconOnly: true,
  align: 'end',
  className: 'w-px max-narrow:pl-0',
  cell: (seen) => {
    const name = seen.model ?? 'the unnamed model'
    const isOwn = seen.quote?.source.kind === 'project'
    const [verb, object] = seen.quote === null ? ['Add', ' a price'] : isOwn ? ['Change', ''] : ['Own', ' price']
    // A price needs a name that it matches.
    if (seen.model === null) return null
    return (
      <Button
        size="sm"
        variant={seen.quote === null ? 'primary' : 'outline'}
        aria-label={`${verb}${object} for ${name}`}
        onClick={() => onPrice(seen)}
      >
        <span>
          {verb}
          <span className="max-narrow:hidden">{object}</span>
        </span>
      </Button>
    )
  },
})

function callsText(count: number): string {
  return `${formatCountExact(count)} ${count === 1 ? 'call' : 'calls'}`
}
