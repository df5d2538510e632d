'use client'

import { useQuery } from '@tanstack/react-query'
import { Gauge, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useQueryState } from 'nuqs'
import { SettingsLoading } from '#components/access/settings-loading.tsx'
import { useMay } from '#components/access/use-may.ts'
import { AddBudgetDialog } from '#components/budget/budget-dialog-container.tsx'
import { BudgetTable } from '#components/budget/budget-table.tsx'
import { openParam } from '#components/layout/open-param.ts'
import { TopBar } from '#components/layout/top-bar.tsx'
import { useShortcuts } from '#components/layout/use-shortcuts.ts'
import { ListError } from '#components/run-list/list-error.tsx'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { budgetQueries } from '#lib/api/budgets.ts'
import { paths } from '#lib/paths.ts'

/** What may be spent, and how far it has come; what needs looking at first. */
export function BudgetsClient({ project }: { project: string }) {
  const list = useQuery(budgetQueries.list(project))
  const [isAdding, setAdding] = useQueryState('add', openParam)
  const router = useRouter()
  const mayChange = useMay()(project, 'budget:write')
  const add = () => void setAdding(true)
  useShortcuts('Budgets', mayChange ? [{ keys: ['n'], label: 'Add a budget', run: add }] : [])
  const items = list.data?.items

  return (
    <>
      <TopBar
        title="Budgets"
        actions={
          items === undefined || !mayChange ? null : (
            <Button variant="primary" onClick={add}>
              <Plus />
              <span>
                Add<span className="max-narrow:sr-only"> a budget</span>
              </span>
            </Button>
          )
        }
      />
      {items !== undefined ? (
        <ScrollArea label="Budgets" className="flex-1 pb-6">
          {items.some(({ state }) => state.stale) ? (
            <p className="border-b px-3 py-1.5 text-sm text-warn">Some of what was sent is not counted yet.</p>
          ) : null}
          {items.length === 0 ? (
            <NoBudgets mayChange={mayChange} onAdd={add} />
          ) : (
            <BudgetTable project={project} items={items} />
          )}{' '}
          {/* prettier-ignore */}
        </ScrollArea>
      ) : list.isError ? (
        <ListError what="Budgets" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <SettingsLoading what="budgets" />
      )}
      {isAdding && mayChange ? (
        <AddBudgetDialog
          project={project}
          onClose={() => void setAdding(null)}
          onMade={({ budgetId }) => router.replace(paths.budget(project, budgetId))}
        />
      ) : null}
    </>
  )
}

function NoBudgets({ mayChange, onAdd }: { mayChange: boolean; onAdd: () => void }) {
  return (
    <EmptyState
      icon={<Gauge aria-hidden />}
      title="No budget yet"
      actions={
        mayChange ? (
          <Button variant="primary" onClick={onAdd}>
            Add the first budget
          </Button>
        ) : null
      }
    >
      A budget says what the project, a tenant, a feature or a task type may spend in a day, a week or a month. Here
      stands how far it has come, and when it will be reached.
    </EmptyState>
  )
}
