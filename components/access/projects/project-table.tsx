'use client'

import { IntentLink } from '#components/layout/intent-link.tsx'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { FindBox } from '#components/table/find-box.tsx'
import { findRows, worthFinding } from '#components/table/find-rows.ts'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { roleMay } from '#lib/domain/access/can.ts'
import type { Role } from '#lib/domain/access/role.ts'
import type { Project } from '#lib/domain/project.ts'
import { paths } from '#lib/paths.ts'
import { roleLabel } from '../role-texts.ts'

/** A project and what the reader is there. */
export type OpenProject = Project & { role: Role | null }

type ProjectTableProps = { projects: readonly OpenProject[]; onRename: (project: OpenProject) => void }

export function ProjectTable({ projects, onRename }: ProjectTableProps) {
  const [typed, setTyped] = useState('')
  return (
    <ShortTable
      isCounted
      title="Open to you"
      rows={findRows(projects, typed, ({ project, name }) => [project, name])}
      keyOf={({ project }) => project}
      empty={`No project is called like “${typed}”.`}
      tools={
        projects.length < worthFinding ? null : (
          <FindBox label="Find a project" value={typed} onValueChange={setTyped} />
        )
      }
      columns={projectColumns(onRename)}
    />
  )
}

const projectColumns = (onRename: ProjectTableProps['onRename']): readonly ShortColumn<OpenProject>[] => [
  {
    header: 'Name',
    className: 'narrow:w-1/3 narrow:min-w-64',
    cell: ({ project, name }) => (
      <>
        <IntentLink href={paths.runs(project)} className="font-medium wrap-anywhere hover:underline narrow:leading-7">
          <bdi>{name}</bdi>
        </IntentLink>
        <code className="block text-ink-3 wrap-anywhere narrow:hidden">{project}</code>
      </>
    ),
  },
  {
    header: 'Id',
    className: 'w-1/4 min-w-40 max-narrow:hidden',
    cell: ({ project }) => <code className="leading-7 text-ink-2">{project}</code>,
  },
  {
    header: 'Your role',
    className: 'w-28',
    cell: ({ role }) => <span className="leading-7">{role === null ? '–' : roleLabel(role)}</span>,
  },
  {
    header: 'Rename',
    isIconOnly: true,
    className: 'max-narrow:w-px max-narrow:pl-0',
    cell: (project) =>
      project.role !== null && roleMay(project.role, 'project:write') ? (
        <IconButton label={`Rename ${project.name}`} onClick={() => onRename(project)}>
          <Pencil />
        </IconButton>
      ) : null,
  },
]
