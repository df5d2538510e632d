'use client'

import { useQuery } from '@tanstack/react-query'
import { Coins, Pencil, Route, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { lazy, Suspense } from 'react'
import { SettingsLoading } from '#components/access/settings-loading.tsx'
import { useMay } from '#components/access/use-may.ts'
import { DeleteBudgetDialog, EditBudgetDialog } from '#components/budget/budget-dialog-container.tsx'
import { BudgetFigures } from '#components/budget/budget-figures.tsx'
import { budgetCosts, budgetFilter, budgetRuns } from '#components/budget/budget-links.ts'
import { budgetTitle, dayText, methodText, scopeText } from '#components/budget/budget-texts.ts'
import { PastPeriodsTable } from '#components/budget/past-periods-table.tsx'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { Button, buttonClasses } from '#components/ui/button.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { budgetQueries } from '#lib/api/budgets.ts'
import type { BudgetDetail } from '#lib/domain/budget.ts'
import { paths } from '#lib/paths.ts'

const HourlyChart = lazy(() =>
  import('#components/budget/hourly-chart.tsx').then((module) => ({ default: module.HourlyChart })),
)
const BurnDownChart = lazy(() =>
  import('#components/budget/burn-down-chart.tsx').then((module) => ({ default: module.BurnDownChart })),
)

type BudgetClientProps = { project: string; budgetId: string }

/** One budget: how far its period has come, where it goes, and how the periods before ended. */
export function BudgetClient({ project, budgetId }: BudgetClientProps) {
  const detail = useQuery(budgetQueries.one(project, budgetId))
  const [task, setTask] = useQueryState('do', parseAsStringLiteral(['change', 'delete']))
  const router = useRouter()
  const mayChange = useMay()(project, 'budget:write')
  const close = () => void setTask(null)
  const budget = detail.data?.budget
  useShortcuts('Budget', mayChange ? [{ keys: ['e'], label: 'Change the budget', run: () => void setTask('change') }] : []) // prettier-ignore

  return (
    <>
      <TopBar
        title={budget === undefined ? 'Budget' : budgetTitle(budget)}
        beside={
          <Link
            href={paths.budgets(project)}
            className="text-sm whitespace-nowrap text-ink-2 underline-offset-3 hover:underline max-narrow:hidden"
          >
            all budgets
          </Link>
        }
        actions={
          budget === undefined || !mayChange ? null : (
            <>
              <Button onClick={() => void setTask('change')}>
                <Pencil />
                <span className="max-narrow:sr-only">Change</span>
              </Button>
              <Button variant="danger" onClick={() => void setTask('delete')}>
                <Trash2 />
                <span className="max-narrow:sr-only">Delete</span>
              </Button>
            </>
          )
        }
      />
      {detail.data !== undefined ? (
        <ScrollArea label="Budget" className="flex-1 pb-6">
          <Detail project={project} detail={detail.data} />
        </ScrollArea>
      ) : detail.isError ? (
        <ListError what="The budget" error={detail.error} onRetry={() => void detail.refetch()} />
      ) : (
        <SettingsLoading what="budget" />
      )}
      {budget === undefined || !mayChange ? null : task === 'change' ? (
        <EditBudgetDialog key={budget.version} project={project} budget={budget} onClose={close} />
      ) : task === 'delete' ? (
        <DeleteBudgetDialog
          project={project}
          budget={budget}
          onClose={close}
          onDeleted={() => router.replace(paths.budgets(project))}
        />
      ) : null}
    </>
  )
}

function Detail({ project, detail }: { project: string; detail: BudgetDetail }) {
  const { budget, state, days } = detail
  const router = useRouter()
  const openRuns = (span: { from: string; to: string }) =>
    router.push(paths.runs(project, { ...budgetFilter(budget.scope, span), sort: 'costUsd' }))
  return (
    <>
      <BudgetFigures project={project} budget={budget} state={state} />
      <Suspense fallback={<Skeleton className="mx-3 mt-3 h-64" />}>
        {budget.period === 'day' ? (
          <HourlyChart project={project} detail={detail} onOpen={openRuns} />
        ) : (
          <BurnDownChart slots={days} state={state} nameOf={({ day }) => dayText(day)} onOpen={openRuns} />
        )}
      </Suspense>
      <p className="max-w-[72ch] px-3 pb-2 text-sm text-ink-2">{methodText(state.forecast)}</p>
      <p className="flex flex-wrap gap-2 px-3 pb-3">
        <Link
          href={budgetRuns(project, budget.scope, state)}
          prefetch={false}
          className={buttonClasses({ variant: 'outline' })}
        >
          <Route /> Its runs
        </Link>
        <Link
          href={budgetCosts(project, budget.scope, state)}
          prefetch={false}
          className={buttonClasses({ variant: 'outline' })}
        >
          <Coins /> Its costs
        </Link>
        <span className="self-center text-sm text-ink-3">{scopeText(budget)}</span>
      </p>
      <PastSection project={project} budget={budget} />
    </>
  )
}

function PastSection({ project, budget }: Pick<BudgetDetail, 'budget'> & { project: string }) {
  const past = useQuery(budgetQueries.history(project, budget.budgetId))
  if (past.data !== undefined) return <PastPeriodsTable project={project} budget={budget} periods={past.data.items} />
  if (past.isError) return <ListError what="Periods before" error={past.error} onRetry={() => void past.refetch()} />
  return <Skeleton className="mx-3 mt-4 h-24" />
}
