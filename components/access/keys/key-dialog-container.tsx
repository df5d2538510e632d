'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { otlpEndpoints } from '#components/run-list/otlp-endpoints.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { keyCreation, keyRevocation, keyRotation } from '#lib/api/keys.ts'
import { projectQueries } from '#lib/api/projects.ts'
import type { KeyView, MadeKey as Made } from '#lib/domain/access/key.ts'
import { CreateKeyForm } from './create-key-form.tsx'
import { keyName } from './key-texts.ts'
import { MadeKey } from './made-key.tsx'
import { RevokeKeyForm } from './revoke-key-form.tsx'
import { RotateKeyForm } from './rotate-key-form.tsx'

/** What is done just now. */
export type KeyTask = { kind: 'create' } | ChosenKey
export type ChosenKey = { kind: 'rotate' | 'revoke'; key: KeyView }

type KeyDialogProps = { project: string; task: KeyTask; onClose: () => void }

/** Mounted for one task: a secret that was made goes with it. */
export function KeyDialogContainer({ project, task, onClose }: KeyDialogProps) {
  // Asked for while the form is filled in: the lines to paste need it.
  useQuery(projectQueries.status(project))
  switch (task.kind) {
    case 'create':
      return <CreateDialog project={project} onClose={onClose} />
    case 'rotate':
      return <RotateDialog project={project} item={task.key} onClose={onClose} />
    case 'revoke':
      return <RevokeDialog project={project} item={task.key} onClose={onClose} />
  }
}

type OpenProps = { project: string; onClose: () => void }

function CreateDialog({ project, onClose }: OpenProps) {
  const { mutate, data, isPending, error } = useMutation(keyCreation(project))
  if (data !== undefined) return <MadeDialog project={project} made={data} title="The key is made" onClose={onClose} />
  return (
    <Dialog title="Make an API key" open onOpenChange={onClose} stays>
      <CreateKeyForm busy={isPending} error={error?.message ?? null} onCreate={(input) => mutate(input)} />
    </Dialog>
  )
}

function RotateDialog({ project, item, onClose }: OpenProps & { item: KeyView }) {
  const { mutate, data, isPending, error } = useMutation(keyRotation(project))
  if (data !== undefined) return <MadeDialog project={project} made={data} title="The new key" onClose={onClose} />
  return (
    <Dialog
      title={`Rotate ${keyName(item)}`}
      description="Makes a key with the same name, bindings and limits."
      open
      onOpenChange={onClose}
    >
      <RotateKeyForm
        busy={isPending}
        error={error?.message ?? null}
        onRotate={(input) => mutate({ ...input, keyId: item.keyId })}
      />
    </Dialog>
  )
}

function RevokeDialog({ project, item, onClose }: OpenProps & { item: KeyView }) {
  const { mutate, isPending, error } = useMutation({
    ...keyRevocation(project),
    onSuccess: () => {
      toast(`Revoked ${keyName(item)}.`)
      onClose()
    },
  })
  return (
    <Dialog title={`Revoke ${keyName(item)}?`} open onOpenChange={onClose}>
      <RevokeKeyForm
        busy={isPending}
        error={error?.message ?? null}
        onRevoke={(reason) => mutate({ keyId: item.keyId, reason })}
      />
    </Dialog>
  )
}

function MadeDialog({ project, made, title, onClose }: OpenProps & { made: Made; title: string }) {
  const status = useQuery(projectQueries.status(project))
  return (
    <Dialog title={title} open onOpenChange={onClose} stays className="w-[min(48rem,calc(100vw-2rem))]">
      <MadeKey made={made} endpoints={status.data === undefined ? null : otlpEndpoints(status.data)} />
    </Dialog>
  )
}
