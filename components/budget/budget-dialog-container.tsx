'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useSettled } from '#components/layout/use-settled.ts'
import { useTimeZone } from '#components/layout/use-time-zone.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { budgetChange, budgetQueries } from '#lib/api/budgets.ts'
import { runQueries } from '#lib/api/runs.ts'
import { BudgetInput, type Budget, type BudgetDimension } from '#lib/domain/budget.ts'
import { draftOf, emptyDraft } from './budget-draft.ts'
import { BudgetForm, Choices } from './budget-form.tsx'
import { BudgetPreviewView } from './budget-preview-view.tsx'
import { budgetTitle } from './budget-texts.ts'

const wide = 'w-[min(40rem,calc(100vw-1rem))]'
/** Typing on changes what is asked for. */
const settleMs = 300

type AddProps = { project: string; onClose: () => void; onMade: (budget: Budget) => void }

export function AddBudgetDialog({ project, onClose, onMade }: AddProps) {
  const timeZone = useTimeZone()
  const { mutate, isPending, error } = useMutation({ ...budgetChange(project), onSuccess: onMade })
  return (
    <Dialog
      title="Add a budget"
      description="What may be spent in a period. It stops nothing by itself: it tells how far spending has come."
      open
      onOpenChange={onClose}
      stays
      className={wide}
    >
      <BudgetForm
        initial={emptyDraft(timeZone)}
        action="Add the budget"
        busy={isPending}
        error={error?.message ?? null}
        renderChoices={(dimension, id) => <Names project={project} dimension={dimension} id={id} />}
        onSave={(input) => mutate({ type: 'create', input })}
        renderPreview={(input) => <Preview project={project} input={input} />}
      />
    </Dialog>
  )
}

type OfBudgetProps = { project: string; budget: Budget; onClose: () => void }

export function EditBudgetDialog({ project, budget, onClose }: OfBudgetProps) {
  const { budgetId, version: expectedVersion } = budget
  const { mutate, isPending, error } = useMutation({ ...budgetChange(project), onSuccess: onClose })
  return (
    <Dialog title={`Change ${budgetTitle(budget)}`} open onOpenChange={onClose} stays className={wide}>
      <BudgetForm
        initial={draftOf(budget)}
        action="Save"
        busy={isPending}
        error={error?.message ?? null}
        renderChoices={(dimension, id) => <Names project={project} dimension={dimension} id={id} />}
        onSave={(input) => mutate({ type: 'update', budgetId, input: { ...input, expectedVersion, reason: '' } })}
        renderPreview={(input) => <Preview project={project} input={input} />}
      />
    </Dialog>
  )
}

export function DeleteBudgetDialog({ project, budget, onClose, onDeleted }: OfBudgetProps & { onDeleted: () => void }) {
  const { budgetId, version: expectedVersion } = budget
  const { mutate, isPending, error } = useMutation({
    ...budgetChange(project),
    onSuccess: () => {
      toast(`Deleted the budget ${budgetTitle(budget)}.`)
      onDeleted()
    },
  })
  return (
    <Dialog title={`Delete ${budgetTitle(budget)}?`} open onOpenChange={onClose}>
      <DialogForm
        action="Delete the budget"
        doing="Deleting …"
        variant="danger"
        busy={isPending}
        error={error?.message ?? null}
        onSubmit={() => mutate({ type: 'delete', budgetId, input: { expectedVersion } })}
      >
        <p className="text-ink-2">
          No run and no cost is deleted. Whoever asks the API for its state is told that it is not there any more. What
          it said stays in the history of the project.
        </p>
      </DialogForm>
    </Dialog>
  )
}

function Preview({ project, input }: { project: string; input: BudgetInput | null }) {
  const text = useSettled(JSON.stringify(input), settleMs)
  return input === null || text === 'null' ? null : <AskedPreview project={project} text={text} />
}

function AskedPreview({ project, text }: { project: string; text: string }) {
  const input = BudgetInput.parse(JSON.parse(text))
  const { data, error } = useQuery(budgetQueries.preview(project, input))
  return <BudgetPreviewView input={input} preview={data ?? null} problem={error?.message ?? null} />
}

/** Values of the last 30 days, to choose from while one types. */
function Names({ project, dimension, id }: { project: string; dimension: BudgetDimension; id: string }) {
  const { data } = useQuery(runQueries.facets(project, { from: '-30d' }))
  const items = data?.facets.find(({ field }) => field === dimension)?.items ?? []
  return <Choices id={id} texts={items.flatMap(({ value }) => (value === '' ? [] : [value]))} />
}
