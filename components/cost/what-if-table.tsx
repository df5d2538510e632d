import { TriangleAlert } from 'lucide-react'
import { kindLooks } from '#components/run/kind-icon.tsx'
import { fillingColumn, ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { RunFilter } from '#lib/domain/filter.ts'
import { narrowedToGroup } from '#lib/domain/query/cost-link.ts'
import type { WhatIf, WhatIfGroup } from '#lib/domain/what-if.ts'
import { formatCount, formatCountExact } from '#lib/format/count.ts'
import { formatPercent } from '#lib/format/percent.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { formatUsd as fixedText, parseUsd } from '#lib/pricing/fixed-usd.ts'
import type { RunsHref } from './cost-links.ts'
import { changePercent } from './cost-rows.ts'
import { keyText } from './dimension-texts.ts'
import { UsdText } from './usd-text.tsx'
import { callsLeftOut, isOneKind, weaknessNotes } from './what-if-notes.ts'
import { weaknessTexts } from './what-if-texts.ts'

const firstRows = 12

type WhatIfTableProps = { result: WhatIf; hrefOf: RunsHref }

/** What would have been paid, by task type and model; what moves most comes first. */
export function WhatIfTable({ result, hrefOf }: WhatIfTableProps) {
  const leftOut = callsLeftOut(result)
  const rows = result.groups
    .filter(({ weaknesses, costUsd, supposedUsd }) => weaknesses.length > 0 || costUsd !== supposedUsd)
    .toSorted((a, b) => Math.abs(Number(differenceOf(b) ?? 0)) - Math.abs(Number(differenceOf(a) ?? 0)))
  return (
    <>
      <ShortTable
        title={sentenceOf(result)}
        rows={rows}
        first={firstRows}
        keyOf={({ taskType, kind, provider, model }) => JSON.stringify([taskType, kind, provider, model])}
        empty="No call would cost something else."
        columns={columnsOf(result, hrefOf)}
        tools={
          leftOut === 0 ? null : (
            <span className="text-sm text-warn">
              {formatCountExact(leftOut)} {leftOut === 1 ? 'call' : 'calls'} without a price, in no sum
            </span>
          )
        }
      />
      <WeakPoints result={result} />
    </>
  )
}

/** Beside its mark at each row, for all of them together. */
function WeakPoints({ result }: { result: WhatIf }) {
  const notes = weaknessNotes(result)
  if (notes.length === 0) return null
  return (
    <div className="px-3 pt-2 text-sm text-ink-2">
      <h3 className="font-medium">Where this is weak</h3>
      <ul className="list-disc pl-4">
        {notes.map(({ weakness, calls, supposedUsd }) => (
          <li key={weakness}>
            {weaknessTexts[weakness]}{' '}
            <span className="tabular whitespace-nowrap text-ink-3">
              {formatCount(calls)} {calls === 1 ? 'call' : 'calls'}
              {supposedUsd === null ? '' : `, ${formatUsd(supposedUsd)}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function sentenceOf({ costUsd, supposedUsd }: WhatIf): string {
  const percent = changePercent(supposedUsd, costUsd)
  const change = percent === null ? '' : ` (${percent > 0 ? '+' : ''}${formatPercent(percent)})`
  return `${formatUsd(supposedUsd)} instead of ${formatUsd(costUsd)}${change}`
}

const columnsOf = (result: WhatIf, hrefOf: RunsHref): readonly ShortColumn<WhatIfGroup>[] => [
  { header: 'Task type', className: 'max-w-48 truncate max-narrow:hidden', cell: (group) => taskTypeOf(group) },
  {
    header: 'Model',
    className: fillingColumn,
    cell: ({ taskType, provider, model, kind }) => (
      <>
        {model}{' '}
        <span className="text-sm text-ink-3">
          {provider}
          {kind === null || kind === 'llm' ? '' : ` ${kindLooks[kind].label.toLowerCase()}`}
        </span>
        <span className="block truncate text-sm text-ink-2 narrow:hidden">{taskTypeOf({ taskType })}</span>
      </>
    ),
  },
  { header: 'Calls', align: 'end', className: 'w-px max-narrow:hidden', cell: ({ calls }) => formatCount(calls) },
  {
    header: 'Was',
    align: 'end',
    className: 'w-px',
    cell: (group) => (
      <UsdText usd={group.costUsd} href={isOneKind(group, result) ? hrefOf(runsOf(group)) : undefined} />
    ),
  },
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

function taskTypeOf({ taskType }: Pick<WhatIfGroup, 'taskType'>): string {
  return keyText('taskType', taskType)
}

function runsOf({ taskType, provider, model }: WhatIfGroup): RunFilter {
  return narrowedToGroup({}, ['taskType', 'provider', 'model'], [taskType, provider, model])
}

function differenceOf({ costUsd, supposedUsd }: WhatIfGroup): string | null {
  const [before, after] = [costUsd, supposedUsd].map((usd) => (usd === null ? null : parseUsd(usd)))
  if (before === null || before === undefined || after === null || after === undefined) return null
  return fixedText(after - before)
}
