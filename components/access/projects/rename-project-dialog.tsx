'use client'

import { useState } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { TextField } from '#components/ui/text-field.tsx'
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

function RenameForm({ project, onRename, ...form }: RenameFormProps) {
  const [name, setName] = useState(project.name)
  return (
    <DialogForm
      action="Rename"
      doing="Renaming …"
      isReady={name.trim() !== ''}
      onSubmit={() => onRename(project, name.trim())}
      {...form}
    >
      <TextField label="Name" required maxLength={100} autoComplete="off" value={name} onValueChange={setName} />
    </DialogForm>
  )
}
