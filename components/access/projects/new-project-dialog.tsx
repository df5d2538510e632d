'use client'

import { useState } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { ProjectInput } from '#lib/domain/project.ts'
import { projectIdOf } from './project-id-of.ts'

type NewProjectFormProps = { busy: boolean; error: string | null; onCreate: (input: ProjectInput) => void }
type NewProjectDialogProps = NewProjectFormProps & { open: boolean; onClose: () => void }

export function NewProjectDialog({ open, onClose, ...form }: NewProjectDialogProps) {
  return (
    <Dialog
      title="New project"
      description="Runs, members and keys of a project are its own."
      open={open}
      onOpenChange={(next) => (next ? undefined : onClose())}
      className="w-[min(26rem,calc(100vw-2rem))]"
    >
      <NewProjectForm {...form} />
    </Dialog>
  )
}

function NewProjectForm({ busy, error, onCreate }: NewProjectFormProps) {
  const [name, setName] = useState('')
  /** Null while it follows the name. */
  const [ownId, setOwnId] = useState<string | null>(null)
  const project = ownId ?? projectIdOf(name)
  return (
    <DialogForm
      action="Create"
      doing="Creating …"
      isReady={name.trim() !== '' && project !== ''}
      busy={busy}
      error={error}
      onSubmit={() => onCreate({ name: name.trim(), project })}
    >
      <TextField label="Name" required maxLength={100} autoComplete="off" value={name} onValueChange={setName} />
      <TextField
        label="Id"
        required
        maxLength={63}
        pattern="[a-z0-9][a-z0-9\-]*"
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        className="font-mono"
        value={project}
        onValueChange={setOwnId}
        hint="Stands in addresses and commands, and stays as it is: lower-case letters, digits and hyphens."
      />
    </DialogForm>
  )
}
