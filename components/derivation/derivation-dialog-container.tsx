'use client'

import { useMutation } from '@tanstack/react-query'
import { Dialog } from '#components/ui/dialog.tsx'
import { derivationOrder } from '#lib/api/derivation.ts'
import type { DerivationKind } from '#lib/domain/derivation.ts'
import { PeriodForm } from './period-form.tsx'

type DerivationDialogProps = { project: string; kind: DerivationKind; hasSaved: boolean; onClose: () => void }

const texts: Readonly<Record<DerivationKind, { title: string; action: string; description: string; note: string }>> = {
  repricing: {
    title: 'Price stored runs anew',
    action: 'Price them anew',
    description: 'New runs have the new prices. Those that are stored keep theirs until they are priced anew.',
    note: 'The prices of before can be saved again under “Versions”: pricing anew then restores every amount.',
  },
  reattribution: {
    title: 'Attribute stored runs anew',
    action: 'Attribute them anew',
    description: 'New runs follow the rules. Those that are stored stay as they are until they are attributed anew.',
    note: 'What they cost stays the same: only whom it is charged to changes.',
  },
}

/** Orders that stored runs of a period are derived anew; after a change is saved, as its second step. */
export function DerivationDialogContainer({ project, kind, hasSaved, onClose }: DerivationDialogProps) {
  const { mutate, isPending, error } = useMutation({ ...derivationOrder(project, kind), onSuccess: onClose })
  const { title, action, description, note } = texts[kind]
  return (
    <Dialog
      title={hasSaved ? `Saved. ${title}?` : title}
      description={description}
      open
      onOpenChange={onClose}
      className="w-[min(44rem,calc(100vw-1rem))]"
    >
      <PeriodForm
        action={action}
        note={note}
        busy={isPending}
        error={error?.message ?? null}
        onOrder={(period) => mutate(period)}
      />
    </Dialog>
  )
}
