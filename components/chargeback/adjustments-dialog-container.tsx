'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { ReasonField } from '#components/access/keys/reason-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { formText } from '#components/ui/form-text.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { adjustmentBooking, chargebackQueries } from '#lib/api/chargeback.ts'
import type { ClosedStatement } from '#lib/domain/chargeback.ts'
import { AdjustmentsView } from './adjustments-view.tsx'

type AdjustmentsDialogProps = {
  project: string
  closing: ClosedStatement
  label: string
  mayBook: boolean
  onClose: () => void
}

const wide = 'w-[min(56rem,calc(100vw-1rem))]'

/** What has changed since a period was closed, down to the runs, and booking it as a note. */
export function AdjustmentsDialogContainer({ project, closing, label, mayBook, onClose }: AdjustmentsDialogProps) {
  const { statementId, version } = closing
  const { data, error } = useQuery(chargebackQueries.adjustments(project, { statementId, version }))
  return (
    <Dialog
      title={`Adjustments of ${label}`}
      description="The closed statement stays as it is; what its runs cost otherwise by now is billed as a note beside it."
      open
      onOpenChange={onClose}
      className={wide}
    >
      {data === undefined ? (
        error === null ? (
          <output aria-label="Loading the adjustments" className="grid gap-3">
            <Skeleton className="w-2/3" />
            <Skeleton className="h-16" />
          </output>
        ) : (
          <FormError error={error.message} />
        )
      ) : (
        <div className="grid gap-5">
          <AdjustmentsView project={project} adjustments={data} timeZone={closing.timeZone} />
          {mayBook && data.draftHash !== null ? (
            <Booking project={project} closing={closing} draftHash={data.draftHash} />
          ) : null}
        </div>
      )}
    </Dialog>
  )
}

type BookingProps = { project: string; closing: ClosedStatement; draftHash: string }

function Booking({ project, closing: { statementId, version }, draftHash }: BookingProps) {
  const { mutate, isPending, error } = useMutation({
    ...adjustmentBooking(project, statementId),
    onSuccess: () => toast.success('The adjustments are booked'),
  })
  return (
    <DialogForm
      action="Book the adjustments"
      doing="Booking …"
      busy={isPending}
      error={error?.message ?? null}
      onSubmit={(fields) => mutate({ version, draftHash, reason: formText(fields, 'reason') })}
    >
      <p className="text-ink-2">
        Booking freezes them as a numbered note with a hash of its own. Later changes are counted from there.
      </p>
      <ReasonField />
    </DialogForm>
  )
}
