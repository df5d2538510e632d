'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Fragment } from 'react'
import { usePopoverPath } from '#components/ui/popover-place.tsx'
import { costQueries } from '#lib/api/costs.ts'
import type { CostStatus } from '#lib/domain/cost.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import type { Run } from '#lib/domain/run.ts'
import type { RunsCostPart, RunsExplanation } from '#lib/domain/runs-explanation.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatShortTime } from '#lib/format/time.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { paths } from '#lib/paths.ts'
import { countTokens, usageOfTokens } from '#lib/pricing/share-usage.ts'
import { unexplainedUsd, type CostPart } from '#lib/run-view/cost-parts.ts'
import { UsageTable } from '../usage-value.tsx'
import { AmountList, type AmountRow } from './amount-list.tsx'
import { CardAsking } from './card-asking.tsx'
import { CardHead } from './card-head.tsx'
import { ListedRunCost, useListedHref } from './listed-cost.tsx'
import { PartTable } from './part-table.tsx'
import type { SummedRuns } from './runs-cost.tsx'

/** How a sum over runs came about. */
export function RunsCostBody({ project, of, filter, costUsd }: SummedRuns) {
  const { data, error } = useQuery(costQueries.explanation(project, filter))
  const title = `Cost of ${of}`
  if (data === undefined) return <CardAsking title={title} costUsd={costUsd} error={error} />
  return <Explained project={project} title={title} filter={filter} printedUsd={costUsd} explanation={data} />
}

type ExplainedProps = {
  project: string
  title: string
  filter: RunFilter
  printedUsd: string | null
  explanation: RunsExplanation
}

function Explained({ project, title, filter, printedUsd, explanation }: ExplainedProps) {
  const { costUsd, runs, tokens, statuses, parts, items, rest, capped } = explanation
  const { show } = usePopoverPath()
  const hrefOf = useListedHref(project)
  const row = (run: Run): AmountRow => ({
    key: run.runId,
    name: run.inputPreview || run.runId,
    note: formatShortTime(run.startedAt),
    costUsd: run.costUsd,
    isPartial: run.costStatus === 'partial',
    way: hrefOf(run.runId),
    onAsk: () => show(<ListedRunCost run={run} target={{ of: 'run' }} />),
  })
  const all = { ...filter, sort: 'costUsd', order: 'desc' }
  return (
    <>
      <CardHead
        title={title}
        costUsd={costUsd}
        missing={parts.length === 0 ? 'Nothing to price' : 'Unknown'}
        isPartial={costUsd !== null && statuses.some(({ status }) => status === 'partial' || status === 'unpriced')}
      />
      <p className="tabular border-b px-3 py-2 text-sm text-ink-2">
        {capped ? 'The newest ' : ''}
        {formatCountExact(runs)} {runs === 1 ? 'run' : 'runs'}
        {runs === 0 ? null : ': '}
        <Statuses project={project} {...{ filter, statuses }} />
      </p>
      <PartTable parts={parts.map(partOf)} costUsd={costUsd} restName="Runs that came in meanwhile" />
      {countTokens(tokens) === 0 ? null : (
        <section aria-label="Tokens by class" className="border-b px-3 py-2 text-sm">
          <h3 className="pb-0.5 text-xs text-ink-3">Tokens by class, over all runs</h3>
          <UsageTable usage={usageOfTokens(tokens)} />
        </section>
      )}
      <AmountList
        title="Runs"
        rows={items.map(row)}
        nouns={['run', 'runs']}
        beyond={rest === null ? undefined : { count: rest.runs, costUsd: rest.costUsd, href: paths.runs(project, all) }}
      />
      <p className="px-3 py-2 text-xs text-ink-3">
        {unexplainedUsd(costUsd, [{ costUsd: printedUsd }]) === null
          ? null
          : `When this page asked it was ${formatUsdExact(printedUsd)}: runs came in since, or were priced anew. `}
        The amount of a run says how it came about.
      </p>
    </>
  )
}

const statusTexts: Record<CostStatus, string> = {
  priced: 'priced',
  partial: 'priced in part',
  unpriced: 'of unknown cost, left out',
  none: 'with nothing to price',
}

type StatusesProps = { project: string; filter: RunFilter; statuses: RunsExplanation['statuses'] }

/** How many of the runs are in the sum; each leads to them, but where the filter is about just that. */
function Statuses({ project, filter, statuses }: StatusesProps) {
  const { close } = usePopoverPath()
  return statuses.map(({ status, runs }, index) => {
    const text = `${formatCountExact(runs)} ${statusTexts[status]}`
    const isGap = status === 'partial' || status === 'unpriced'
    return (
      <Fragment key={status}>
        {index === 0 ? '' : ', '}
        {filter.costStatus === undefined ? (
          <Link
            href={paths.runs(project, { ...filter, costStatus: [status] })}
            prefetch={false}
            onClick={close}
            className={isGap ? 'text-warn hover:underline' : 'hover:underline'}
          >
            {text}
          </Link>
        ) : (
          text
        )}
      </Fragment>
    )
  })
}

function partOf({ kind, name, calls, unpricedCalls, partialCalls, costUsd }: RunsCostPart): CostPart {
  const others = kind === 'others'
  return {
    kind: others ? 'model' : kind,
    name: others ? 'other models and tools' : name,
    calls,
    unpriced: unpricedCalls,
    partial: partialCalls,
    costUsd,
  }
}
