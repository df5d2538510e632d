'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { toast } from '#components/ui/toaster.tsx'
import { shareCreation, shareQueries, shareRevocation } from '#lib/api/shares.ts'
import { ShareDialog } from './share-dialog.tsx'

type ShareDialogContainerProps = {
  project: string
  runId: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

export function ShareDialogContainer({ project, runId, open, onOpenChange }: ShareDialogContainerProps) {
  const list = useQuery({ ...shareQueries.list(project, runId), enabled: open })
  const creation = useMutation(shareCreation(project, runId))
  const revocation = useMutation({
    ...shareRevocation(project, runId),
    onSuccess: () => toast('Revoked the link. It opens nothing any more.'),
  })
  const error = creation.error ?? revocation.error ?? list.error
  return (
    <ShareDialog
      open={open}
      onOpenChange={(next) => {
        if (!next) creation.reset()
        onOpenChange(next)
      }}
      made={creation.data ?? null}
      shares={list.data?.items ?? []}
      loading={list.isPending}
      busy={creation.isPending || revocation.isPending}
      error={error?.message ?? null}
      onCreate={(days) => creation.mutate(days)}
      onRevoke={(shareId) => {
        if (creation.data?.shareId === shareId) creation.reset()
        revocation.mutate(shareId)
      }}
    />
  )
}
