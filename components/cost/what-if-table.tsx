import { TriangleAlert } from 'lucide-react'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { WhatIf, WhatIfGroup } from '#lib/domain/what-if.ts'
import { formatCount } from '#lib/format/count.ts'
import { formatPercent } from '#lib/format/percent.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { formatUsd as fixedText, parseUsd } from '#lib/pricing/fixed-usd.ts'
import { changePercent } from './cost-rows.ts'
import { UsdText } from './usd-text.tsx'
import { weaknessTexts } from './what-if-texts.ts'

const mostRows = 12

/** What would have been paid, by task type and model; what moves most comes first. */
export function WhatIfTable({ result }: { result: WhatIf }) {
  const rows = result.groups
    .filter(({ weaknesses, costUsd, supposedUsd }) => weaknesses.length > 0 || costUsd !== supposedUsd)
    .toSorted((a, b) => Math.abs(Number(differenceOf(b) ?? 0)) - Math.abs(Number(differenceOf(a) ?? 0)))
  return (
    <ShortTable
      title={sentenceOf(result)}
      rows={rows.slice(0, mostRows)}
      keyOf={({ taskType, kind, provider, model }) => JSON.stringify([taskType, kind, provider, model])}
      empty="No call would cost something else."
      columns={columns}
      tools={
        result.leftOut === 0 ? null : (
          <span className="text-sm text-warn">
            without a price and in no sum: {result.leftOut} {result.leftOut === 1 ? 'kind' : 'kinds'} of calls
          </span>
        )
      }
    />
  )
}

function sentenceOf({ costUsd, supposedUsd }: WhatIf): string {
  const percent = changePercent(supposedUsd, costUsd)
  const change = percent === null ? '' : ` (${percent > 0 ? '+' : ''}${formatPercent(percent)})`
  return `${formatUsd(supposedUsd)} instead of ${formatUsd(costUsd)}${change}`
}

const columns: readonly ShortColumn<WhatIfGroup>[] = [
  { header: 'Task type', className: 'max-w-48 truncate', cell: ({ taskType }) => taskType ?? 'No task type' },
  { header: 'Model', className: 'max-w-64 truncate', cell: ({ model }) => model },
  { header: 'Calls', align: 'end', className: 'w-px max-narrow:hidden', cell: ({ calls }) => formatCount(calls) },
  { header: 'Was', align: 'end', className: 'w-px', cell: ({ costUsd }) => <UsdText usd={costUsd} /> },
  {
    header: 'Would be',
    align: 'end',
    className: 'w-px whitespace-nowrap',
    cell: (group) => <Supposed group={group} />,
  },
  {
    header: 'Difference',
    align: 'end',
    className: 'w-px max-narrow:hidden',
    cell: (group) => <UsdText usd={differenceOf(group)} />,
  },
]

function Supposed({ group: { supposedUsd, weaknesses } }: { group: WhatIfGroup }) {
  return (
    <span className="inline-flex items-center gap-1">
      {weaknesses.length === 0 ? null : (
        <Tooltip
          content={
            <span className="grid max-w-80 gap-1">
              {weaknesses.map((weakness) => (
                <span key={weakness}>{weaknessTexts[weakness]}</span>
              ))}
            </span>
          }
        >
          <span>
            <TriangleAlert aria-hidden className="size-3 text-warn" />
            <span className="sr-only">{weaknesses.map((weakness) => weaknessTexts[weakness]).join(' ')}</span>
          </span>
        </Tooltip>
      )}
      <UsdText usd={supposedUsd} />
    </span>
  )
}

function differenceOf({ costUsd, supposedUsd }: WhatIfGroup): string | null {
  const [before, after] = [costUsd, supposedUsd].map((usd) => (usd === null ? null : parseUsd(usd)))
  if (before === null || before === undefined || after === null || after === undefined) return null
  return fixedText(after - before)
}
