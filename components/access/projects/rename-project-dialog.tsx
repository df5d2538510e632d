'use client'

import { useState, type FormEvent } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import type { OpenProject } from './project-table.tsx'

type RenameFormProps = {
  project: OpenProject
  busy: boolean
  error: string | null
  onRename: (project: OpenProject, name: string) => void
}
type RenameProjectDialogProps = Omit<RenameFormProps, 'project'> & { project: OpenProject | null; onClose: () => void }

/** Open while there is a project to rename. */
export function RenameProjectDialog({ project, onClose, ...form }: RenameProjectDialogProps) {
  return (
    <Dialog
      title="Rename project"
      description={project === null ? null : `Its id, ${project.project}, stays: links and keys go on working.`}
      open={project !== null}
      onOpenChange={(next) => (next ? undefined : onClose())}
      className="w-[min(26rem,calc(100vw-2rem))]"
    >
      {project === null ? null : <RenameForm key={project.project} project={project} {...form} />}
    </Dialog>
  )
}

function RenameForm({ project, busy, error, onRename }: RenameFormProps) {
  const [name, setName] = useState(project.name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onRename(project, name.trim())
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <label className="grid gap-1">
        <span className="text-sm font-medium">Name</span>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to type this */}
        <Input autoFocus required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      {error === null ? null : (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={busy || name.trim() === ''} className="justify-self-end">
        Rename
      </Button>
    </form>
  )
}
