'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { actorLabel } from '#components/access/history/history-texts.ts'
import { DerivationDialogContainer } from '#components/derivation/derivation-dialog-container.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { formText } from '#components/ui/form-text.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { priceQueries, priceSaving } from '#lib/api/prices.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { SavedPrices } from '#lib/domain/price-page.ts'
import { EffectView } from './effect-view.tsx'
import { PriceForm } from './price-form.tsx'
import type { PriceDraft } from './price-draft.ts'
import { changedTable, type TableChange } from './table-change.ts'

/** What is done: a price is written down, a change is looked at before it is saved, or stored runs are priced anew. */
export type PriceTask =
  | { kind: 'edit'; draft: PriceDraft; isNew: boolean }
  | { kind: 'save'; title: string; change: TableChange; reason: string; from?: PriceDraft }
  | { kind: 'reprice'; hasSaved: boolean }

type PriceDialogProps = { project: string; current: SavedPrices; task: PriceTask; onClose: () => void }

const wide = 'w-[min(44rem,calc(100vw-1rem))]'

/** From a price over its effect and its reason to pricing stored runs anew; one dialog, one step after the other. */
export function PriceDialogContainer({ project, current, task: first, onClose }: PriceDialogProps) {
  const [task, setTask] = useState(first)
  switch (task.kind) {
    case 'edit':
      return (
        <Dialog
          title={task.isNew ? 'Add a price' : 'Change a price'}
          description="The most particular price that matches a call holds for it; the list price where none does."
          open
          onOpenChange={onClose}
          stays
          className={wide}
        >
          <PriceForm
            initial={task.draft}
            onRead={(price, draft) =>
              setTask({
                kind: 'save',
                title: task.isNew ? `A price for ${price.pattern}` : `The price of ${price.pattern}`,
                change: { kind: 'put', price },
                reason: '',
                from: draft,
              })
            }
          />
        </Dialog>
      )
    case 'save': {
      const { from } = task
      return (
        <SaveDialog
          project={project}
          current={current}
          task={task}
          onBack={
            from === undefined
              ? null
              : () =>
                  setTask({ kind: 'edit', draft: from, isNew: !current.table.prices.some(({ id }) => id === from.id) })
          }
          onSaved={() => setTask({ kind: 'reprice', hasSaved: true })}
          onClose={onClose}
        />
      )
    }
    case 'reprice':
      return <DerivationDialogContainer project={project} kind="repricing" hasSaved={task.hasSaved} onClose={onClose} />
  }
}

type SaveDialogProps = {
  project: string
  current: SavedPrices
  task: PriceTask & { kind: 'save' }
  onBack: (() => void) | null
  onSaved: () => void
  onClose: () => void
}

/** The change is made to the prices as they are: those of somebody who was faster stay, and count in the effect. */
function SaveDialog({ project, current, task, onBack, onSaved, onClose }: SaveDialogProps) {
  const table = changedTable(current.table, task.change)
  const effect = useQuery(priceQueries.effect(project, table))
  const { mutate, isPending, error } = useMutation({ ...priceSaving(project), onSuccess: onSaved })
  return (
    <Dialog title={task.title} open onOpenChange={onClose} stays className={wide}>
      <DialogForm
        action="Save for runs from now on"
        doing="Saving …"
        isReady={effect.data !== undefined}
        busy={isPending}
        error={error === null ? null : refusal(error, current, task.change)}
        onSubmit={(fields) => mutate({ table, expectedVersion: current.version, reason: formText(fields, 'reason') })}
      >
        {effect.data === undefined ? (
          effect.error === null ? (
            <output aria-label="Computing the effect" className="grid gap-3">
              <Skeleton className="w-2/3" />
              <Skeleton className="h-16" />
              <Skeleton className="w-1/2" />
            </output>
          ) : (
            <FormError error={effect.error.message} />
          )
        ) : (
          <EffectView effect={effect.data} />
        )}
        {onBack === null ? null : (
          <Button variant="link" size="inline" className="justify-self-start self-start" onClick={onBack}>
            Change it once more
          </Button>
        )}
        <TextField
          label="Reason"
          name="reason"
          maxLength={300}
          autoComplete="off"
          defaultValue={task.reason}
          hint="Stays in the history, with your name."
        />
      </DialogForm>
    </Dialog>
  )
}

/** Why it was not saved; who was faster is known as soon as their prices are here. */
function refusal(error: Error, { version, by, table }: SavedPrices, change: TableChange): string {
  if (!(error instanceof AppError) || error.code !== 'conflict') return error.message
  const who = by === null ? 'Somebody else' : actorLabel(by)
  const count = `${table.prices.length} ${table.prices.length === 1 ? 'price' : 'prices'}`
  const rest =
    change.kind === 'restore'
      ? 'Restoring would remove them'
      : 'They stay: the effect above is that of your change to them'
  return `${who} has saved version ${version} meanwhile, with ${count}. ${rest}. Save once more if that is right.`
}
