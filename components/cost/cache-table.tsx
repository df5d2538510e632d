import { fillingColumn, ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import type { CacheCosts } from '#lib/domain/costs.ts'
import { narrowedToGroup } from '#lib/domain/query/cost-link.ts'
import { formatCount } from '#lib/format/count.ts'
import { formatPart } from '#lib/format/percent.ts'
import { figureFilters, type RunsHref } from './cost-links.ts'
import { inputTokens } from './cost-rows.ts'
import { UsdText } from './usd-text.tsx'

type CacheTableProps = { costs: CacheCosts; hrefOf: RunsHref }
type Model = CacheCosts['models'][number]

const firstRows = 8

/** What caches of the providers saved by model, and what they could save beyond that. */
export function CacheTable({ costs, hrefOf }: CacheTableProps) {
  const rows = costs.models.filter(({ tokens }) => inputTokens(tokens) > 0)
  return (
    <ShortTable
      title="Caching"
      rows={rows}
      first={firstRows}
      keyOf={({ provider, model }) => `${provider} ${model}`}
      empty="No model call with known tokens in this time range."
      columns={columnsOf(costs, hrefOf)}
      tools={
        <span className="text-sm text-ink-2">
          saved <UsdText usd={costs.savedUsd} href={hrefOf(figureFilters.cached)} />, at {costs.hitPercent} % of the
          input from caches another <UsdText usd={costs.toSaveUsd} />
        </span>
      }
    />
  )
}

function columnsOf({ hitPercent }: CacheCosts, hrefOf: RunsHref): readonly ShortColumn<Model>[] {
  return [
    {
      header: 'Model',
      className: fillingColumn,
      cell: ({ provider, model }) => (
        <>
          {model} <span className="text-sm text-ink-3">{provider}</span>
        </>
      ),
    },
    {
      header: 'Input',
      align: 'end',
      className: 'w-px max-narrow:hidden',
      cell: ({ tokens }) => formatCount(inputTokens(tokens)),
    },
    {
      header: 'Cached',
      align: 'end',
      className: 'w-px',
      cell: ({ tokens }) => formatPart(tokens.cacheRead, inputTokens(tokens)),
    },
    {
      header: 'Saved',
      align: 'end',
      className: 'w-px',
      cell: ({ provider, model, savedUsd }) => (
        <UsdText usd={savedUsd} href={hrefOf({ ...narrowedToGroup({}, ['provider', 'model'], [provider, model]) })} />
      ),
    },
    {
      header: 'Still to save',
      align: 'end',
      className: 'w-px whitespace-nowrap',
      cell: ({ toSaveUsd }) => (
        <UsdText
          usd={toSaveUsd}
          note={
            toSaveUsd === null
              ? 'No price for reading from a cache is known of this model, or none at all.'
              : `An estimate: ${hitPercent} % of the input read from the cache, the rest written to it, at the prices of the period’s end.`
          }
        />
      ),
    },
  ]
}
