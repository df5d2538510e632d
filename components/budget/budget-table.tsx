'use client'

import Link from 'next/link'
import { useState } from 'react'
import { UsdText } from '#components/cost/usd-text.tsx'
import { FindBox } from '#components/table/find-box.tsx'
import { findRows, worthFinding } from '#components/table/find-rows.ts'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import type { BudgetItem } from '#lib/domain/budget.ts'
import { formatPart } from '#lib/format/percent.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { paths } from '#lib/paths.ts'
import { BudgetBar } from './budget-bar.tsx'
import { budgetRuns } from './budget-links.ts'
import { budgetScale } from './budget-scale.ts'
import { BudgetState, outlookText } from './budget-state.tsx'
import { budgetTitle, missingText, periodText, periodWords, scopeText } from './budget-texts.ts'

/** Budgets as they come, those that need looking at first. */
export function BudgetTable({ project, items }: { project: string; items: readonly BudgetItem[] }) {
  const [typed, setTyped] = useState('')
  const rows = findRows(items, typed, ({ budget }) => [budgetTitle(budget), scopeText(budget), budget.period])
  return (
    <ShortTable
      title="Budgets"
      isCounted
      rows={rows}
      keyOf={({ budget }) => budget.budgetId}
      empty={`No budget is called or counts anything like “${typed}”.`}
      columns={columnsOf(project)}
      tools={
        items.length < worthFinding ? null : <FindBox label="Find a budget" value={typed} onValueChange={setTyped} />
      }
    />
  )
}

const wide = 'whitespace-nowrap max-narrow:hidden'

const columnsOf = (project: string): ShortColumn<BudgetItem>[] => [
  {
    header: 'Budget',
    className: 'narrow:w-1/5 narrow:min-w-48',
    cell: ({ budget, state }) => (
      <>
        <Link
          href={paths.budget(project, budget.budgetId)}
          className="font-medium wrap-anywhere underline-offset-3 hover:text-accent hover:underline"
        >
          {budgetTitle(budget)}
        </Link>
        <p className="text-sm text-ink-3">
          {budget.name === '' ? '' : `${scopeText(budget)}, `}
          {periodText(budget.period, state)}
        </p>
      </>
    ),
  },
  {
    header: 'State',
    className: 'max-narrow:px-1.5',
    cell: (item) => (
      <div className="grid justify-items-start gap-1">
        <BudgetState level={item.state.level} />
        <div className="w-full narrow:hidden">
          <Course item={item} project={project} />
        </div>
      </div>
    ),
  },
  {
    header: 'Spent',
    className: 'max-narrow:hidden narrow:w-2/5 narrow:min-w-56',
    cell: (item) => <Course item={item} project={project} />,
  },
  {
    header: 'Expected at the end',
    align: 'end',
    className: wide,
    cell: ({ state: { forecast, limitUsd } }) => (
      <>
        <UsdText
          usd={forecast.method === 'none' ? null : forecast.expectedUsd}
          note={`${formatPart(Number(forecast.expectedUsd), Number(limitUsd))} of the limit`}
        />{' '}
        {/* prettier-ignore */}
        {forecast.method === 'none' ? null : (
          <p className="text-sm text-ink-3">
            {formatUsd(forecast.lowUsd)} – {formatUsd(forecast.highUsd)}
          </p>
        )}
      </>
    ),
  },
  {
    header: 'Outlook',
    className: 'max-wide:hidden',
    cell: ({ state }) => (
      <span className={state.forecast.overOn === null ? 'text-ink-3' : undefined}>{outlookText(state)}</span>
    ),
  },
]

function Course({ project, item: { budget, state } }: { project: string; item: BudgetItem }) {
  const missing = missingText(state)
  return (
    <div className="tabular grid gap-0.5">
      <BudgetBar scale={budgetScale(state)} level={state.level} />
      <p className="flex flex-wrap gap-x-1.5 text-sm">
        <span>
          {state.isLowerBound ? <span title={missing ?? undefined}>≥ </span> : null}
          <UsdText
            usd={state.spentUsd}
            href={state.runs === 0 ? undefined : budgetRuns(project, budget.scope, state)}
            note={missing ?? undefined}
          />
        </span>
        <span className="text-ink-2">
          of {formatUsd(state.limitUsd)} {periodWords[budget.period]}
        </span>
        <span className="text-ink-3">{formatPart(Number(state.spentUsd), Number(state.limitUsd))}</span>
      </p>
    </div>
  )
}
