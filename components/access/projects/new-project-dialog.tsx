'use client'

import { useState, type FormEvent } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
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
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onCreate({ name: name.trim(), project })
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <label className="grid gap-1">
        <span className="text-sm font-medium">Name</span>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type this */}
        <Input autoFocus required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <div className="grid gap-1">
        <label htmlFor="new-project-id" className="text-sm font-medium">
          Id
        </label>
        <Input
          id="new-project-id"
          aria-describedby="new-project-id-hint"
          required
          maxLength={63}
          pattern="[a-z0-9][a-z0-9\-]*"
          spellCheck={false}
          autoCapitalize="none"
          className="font-mono"
          value={project}
          onChange={(event) => setOwnId(event.target.value)}
        />
        <span id="new-project-id-hint" className="text-sm text-ink-2">
          Stands in addresses and commands, and stays as it is: lower-case letters, digits and hyphens.
        </span>
      </div>
      {error === null ? null : (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
      <Button
        type="submit"
        variant="primary"
        disabled={busy || name.trim() === '' || project === ''}
        className="justify-self-end"
      >
        Create
      </Button>
    </form>
  )
}
